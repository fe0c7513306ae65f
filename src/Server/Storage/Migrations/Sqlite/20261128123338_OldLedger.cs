using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shoumi.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OldLedger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_free_from",
                table: "ledger_entry");

            migrationBuilder.AddColumn<string>(
                name: "fingerprint",
                table: "ledger_entry",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "import_batch_id",
                table: "ledger_entry",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "old_number",
                table: "ledger_entry",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "reversed_on",
                table: "ledger_entry",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "import_batch_id",
                table: "classification_case",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "import_batch",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    file_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    imported_by_id = table.Column<int>(type: "INTEGER", nullable: false),
                    imported_at = table.Column<long>(type: "INTEGER", nullable: false),
                    imported = table.Column<int>(type: "INTEGER", nullable: false),
                    declassified = table.Column<int>(type: "INTEGER", nullable: false),
                    untitled = table.Column<int>(type: "INTEGER", nullable: false),
                    known = table.Column<int>(type: "INTEGER", nullable: false),
                    repeated = table.Column<int>(type: "INTEGER", nullable: false),
                    faulty = table.Column<int>(type: "INTEGER", nullable: false),
                    reversal_asked_by_id = table.Column<int>(type: "INTEGER", nullable: true),
                    reversal_asked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reversal_reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    reversed_by_id = table.Column<int>(type: "INTEGER", nullable: true),
                    reversed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reversed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_batch", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_fingerprint",
                table: "ledger_entry",
                column: "fingerprint",
                filter: "fingerprint is not null");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_free_from",
                table: "ledger_entry",
                column: "free_from",
                filter: "declassification_recorded_on is null and replaced_by_id is null and reversed_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_import_batch_id_year_number",
                table: "ledger_entry",
                columns: new[] { "import_batch_id", "year", "number" },
                filter: "import_batch_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_old_number",
                table: "ledger_entry",
                column: "old_number",
                filter: "old_number is not null");

            migrationBuilder.CreateIndex(
                name: "ix_classification_case_import_batch_id",
                table: "classification_case",
                column: "import_batch_id",
                filter: "import_batch_id is not null");

            foreach (var statement in Guards.SqliteWithImports())
            {
                migrationBuilder.Sql(statement);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "import_batch");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_fingerprint",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_free_from",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_import_batch_id_year_number",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_old_number",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_classification_case_import_batch_id",
                table: "classification_case");

            migrationBuilder.DropColumn(
                name: "fingerprint",
                table: "ledger_entry");

            migrationBuilder.DropColumn(
                name: "import_batch_id",
                table: "ledger_entry");

            migrationBuilder.DropColumn(
                name: "old_number",
                table: "ledger_entry");

            migrationBuilder.DropColumn(
                name: "reversed_on",
                table: "ledger_entry");

            migrationBuilder.DropColumn(
                name: "import_batch_id",
                table: "classification_case");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_free_from",
                table: "ledger_entry",
                column: "free_from",
                filter: "declassification_recorded_on is null and replaced_by_id is null");
        }
    }
}
