using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shoumi.Server.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LedgerProofs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "edge",
                table: "audit_head",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit_node",
                columns: table => new
                {
                    height = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_node", x => new { x.height, x.position });
                });

            migrationBuilder.CreateTable(
                name: "head_key",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    @public = table.Column<byte[]>(name: "public", type: "bytea", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_head_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signed_head",
                columns: table => new
                {
                    size = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false),
                    key_id = table.Column<string>(type: "character varying(32)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signed_head", x => x.size);
                    table.ForeignKey(
                        name: "fk_signed_head_head_key_key_id",
                        column: x => x.key_id,
                        principalTable: "head_key",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_signed_head_at",
                table: "signed_head",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_signed_head_key_id",
                table: "signed_head",
                column: "key_id");

            foreach (var statement in ProofGuards.Postgres())
            {
                migrationBuilder.Sql(statement);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_node");

            migrationBuilder.DropTable(
                name: "signed_head");

            migrationBuilder.DropTable(
                name: "head_key");

            migrationBuilder.DropColumn(
                name: "edge",
                table: "audit_head");
        }
    }
}
