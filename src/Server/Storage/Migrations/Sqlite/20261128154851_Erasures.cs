using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shoumi.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Erasures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_fingerprint",
                table: "ledger_entry");

            migrationBuilder.AddColumn<bool>(
                name: "derivative",
                table: "ledger_entry",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "erasure",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erasure", x => x.id);
                });

            // Before the index is made: what was imported twice would stand in its way.
            foreach (var statement in Guards.SqliteSinceErasures())
            {
                migrationBuilder.Sql(statement);
            }

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_fingerprint",
                table: "ledger_entry",
                column: "fingerprint",
                unique: true,
                filter: "fingerprint is not null and reversed_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_classification_case_matter_id",
                table: "classification_case",
                column: "matter_id",
                unique: true,
                filter: "matter_id is not null and stage < 6");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "erasure");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_fingerprint",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_classification_case_matter_id",
                table: "classification_case");

            migrationBuilder.DropColumn(
                name: "derivative",
                table: "ledger_entry");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_fingerprint",
                table: "ledger_entry",
                column: "fingerprint",
                filter: "fingerprint is not null");
        }
    }
}
