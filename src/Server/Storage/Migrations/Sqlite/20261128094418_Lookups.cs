using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shoumi.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Lookups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_free_from",
                table: "ledger_entry");

            migrationBuilder.DropIndex(
                name: "ix_classification_case_drafter_id",
                table: "classification_case");

            migrationBuilder.DropIndex(
                name: "ix_access_grant_case_id_principal",
                table: "access_grant");

            migrationBuilder.DropIndex(
                name: "ix_access_grant_principal_case_id",
                table: "access_grant");

            migrationBuilder.CreateTable(
                name: "change_count",
                columns: table => new
                {
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_count", x => x.kind);
                });

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

            migrationBuilder.CreateIndex(
                name: "ix_correction_entry_id1",
                table: "correction",
                column: "entry_id");

            migrationBuilder.CreateIndex(
                name: "ix_correction_new_entry_id",
                table: "correction",
                column: "new_entry_id");

            migrationBuilder.CreateIndex(
                name: "ix_classification_case_drafter_id_stage",
                table: "classification_case",
                columns: new[] { "drafter_id", "stage" });

            migrationBuilder.CreateIndex(
                name: "ix_access_grant_case_id_principal_ended_at",
                table: "access_grant",
                columns: new[] { "case_id", "principal", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_access_grant_principal_case_id_ended_at",
                table: "access_grant",
                columns: new[] { "principal", "case_id", "ended_at" });
            foreach (var kept in Upkeep.Sqlite())
            {
                migrationBuilder.Sql(kept);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "change_count");

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

            migrationBuilder.DropIndex(
                name: "ix_correction_entry_id1",
                table: "correction");

            migrationBuilder.DropIndex(
                name: "ix_correction_new_entry_id",
                table: "correction");

            migrationBuilder.DropIndex(
                name: "ix_classification_case_drafter_id_stage",
                table: "classification_case");

            migrationBuilder.DropIndex(
                name: "ix_access_grant_case_id_principal_ended_at",
                table: "access_grant");

            migrationBuilder.DropIndex(
                name: "ix_access_grant_principal_case_id_ended_at",
                table: "access_grant");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_free_from",
                table: "ledger_entry",
                column: "free_from");

            migrationBuilder.CreateIndex(
                name: "ix_classification_case_drafter_id",
                table: "classification_case",
                column: "drafter_id");

            migrationBuilder.CreateIndex(
                name: "ix_access_grant_case_id_principal",
                table: "access_grant",
                columns: new[] { "case_id", "principal" });

            migrationBuilder.CreateIndex(
                name: "ix_access_grant_principal_case_id",
                table: "access_grant",
                columns: new[] { "principal", "case_id" });
        }
    }
}
