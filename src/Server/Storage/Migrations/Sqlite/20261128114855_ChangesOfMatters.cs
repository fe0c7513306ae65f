using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shoumi.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ChangesOfMatters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_classified_on_corrected_by_id_level_case_id",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_free_from",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_free_from_corrected_by_id_level_case_id",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_year_number1",
                table: "ledger_entry");

            migrationBuilder.RenameColumn(
                name: "corrects_id",
                table: "ledger_entry",
                newName: "replaces_id");

            migrationBuilder.RenameColumn(
                name: "corrected_by_id",
                table: "ledger_entry",
                newName: "replaced_by_id");

            migrationBuilder.RenameIndex(
                name: "ix_ledger_entry_corrects_id",
                table: "ledger_entry",
                newName: "ix_ledger_entry_replaces_id");

            migrationBuilder.AddColumn<int>(
                name: "access_level",
                table: "ledger_entry",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "kind",
                table: "ledger_entry",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "remarked_on",
                table: "ledger_entry",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "replaced_as",
                table: "ledger_entry",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "changes_entry_id",
                table: "classification_case",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "matter_id",
                table: "classification_case",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "notice_number",
                table: "classification_case",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "purpose",
                table: "classification_case",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "starts_on",
                table: "classification_case",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "change_notice",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    case_id = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: true),
                    recipient = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    issued_at = table.Column<long>(type: "INTEGER", nullable: false),
                    received_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    received_by_id = table.Column<int>(type: "INTEGER", nullable: true),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: true),
                    remarked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    remarked_by_id = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_notice", x => x.id);
                    table.ForeignKey(
                        name: "fk_change_notice_classification_case_case_id",
                        column: x => x.case_id,
                        principalTable: "classification_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_change_notice_org_unit_unit_id",
                        column: x => x.unit_id,
                        principalTable: "org_unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "issued_file",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    case_id = table.Column<int>(type: "INTEGER", nullable: false),
                    entry_id = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    issued_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_issued_file", x => x.id);
                    table.ForeignKey(
                        name: "fk_issued_file_ledger_entry_entry_id",
                        column: x => x.entry_id,
                        principalTable: "ledger_entry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "yearly_review",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    case_id = table.Column<int>(type: "INTEGER", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    person_id = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_yearly_review", x => x.id);
                    table.ForeignKey(
                        name: "fk_yearly_review_classification_case_case_id",
                        column: x => x.case_id,
                        principalTable: "classification_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_classified_on_replaced_by_id_access_level_case_id",
                table: "ledger_entry",
                columns: new[] { "classified_on", "replaced_by_id", "access_level", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_free_from",
                table: "ledger_entry",
                column: "free_from",
                filter: "declassification_recorded_on is null and replaced_by_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_free_from_access_level_case_id",
                table: "ledger_entry",
                columns: new[] { "free_from", "access_level", "case_id" },
                filter: "declassification_recorded_on is not null and replaced_by_id is null and remarked_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_free_from_replaced_by_id_access_level_case_id",
                table: "ledger_entry",
                columns: new[] { "free_from", "replaced_by_id", "access_level", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_year_number1",
                table: "ledger_entry",
                columns: new[] { "year", "number" },
                filter: "replaced_by_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_classification_case_matter_id_stage",
                table: "classification_case",
                columns: new[] { "matter_id", "stage" },
                filter: "matter_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_change_notice_case_id",
                table: "change_notice",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_change_notice_unit_id",
                table: "change_notice",
                column: "unit_id",
                filter: "remarked_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_issued_file_case_id_hash",
                table: "issued_file",
                columns: new[] { "case_id", "hash" });

            migrationBuilder.CreateIndex(
                name: "ix_issued_file_entry_id",
                table: "issued_file",
                column: "entry_id");

            migrationBuilder.CreateIndex(
                name: "ix_yearly_review_case_id_year",
                table: "yearly_review",
                columns: new[] { "case_id", "year" },
                unique: true);
            foreach (var guard in Guards.SqliteSinceChanges())
            {
                migrationBuilder.Sql(guard);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "change_notice");

            migrationBuilder.DropTable(
                name: "issued_file");

            migrationBuilder.DropTable(
                name: "yearly_review");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_classified_on_replaced_by_id_access_level_case_id",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_free_from",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_free_from_access_level_case_id",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_free_from_replaced_by_id_access_level_case_id",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_year_number1",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_classification_case_matter_id_stage",
                table: "classification_case");

            migrationBuilder.DropColumn(
                name: "access_level",
                table: "ledger_entry");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "ledger_entry");

            migrationBuilder.DropColumn(
                name: "remarked_on",
                table: "ledger_entry");

            migrationBuilder.DropColumn(
                name: "replaced_as",
                table: "ledger_entry");

            migrationBuilder.DropColumn(
                name: "changes_entry_id",
                table: "classification_case");

            migrationBuilder.DropColumn(
                name: "matter_id",
                table: "classification_case");

            migrationBuilder.DropColumn(
                name: "notice_number",
                table: "classification_case");

            migrationBuilder.DropColumn(
                name: "purpose",
                table: "classification_case");

            migrationBuilder.DropColumn(
                name: "starts_on",
                table: "classification_case");

            migrationBuilder.RenameColumn(
                name: "replaces_id",
                table: "ledger_entry",
                newName: "corrects_id");

            migrationBuilder.RenameColumn(
                name: "replaced_by_id",
                table: "ledger_entry",
                newName: "corrected_by_id");

            migrationBuilder.RenameIndex(
                name: "ix_ledger_entry_replaces_id",
                table: "ledger_entry",
                newName: "ix_ledger_entry_corrects_id");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_classified_on_corrected_by_id_level_case_id",
                table: "ledger_entry",
                columns: new[] { "classified_on", "corrected_by_id", "level", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_free_from",
                table: "ledger_entry",
                column: "free_from",
                filter: "declassification_recorded_on is null and corrected_by_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_free_from_corrected_by_id_level_case_id",
                table: "ledger_entry",
                columns: new[] { "free_from", "corrected_by_id", "level", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_year_number1",
                table: "ledger_entry",
                columns: new[] { "year", "number" },
                filter: "corrected_by_id is not null");
        }
    }
}
