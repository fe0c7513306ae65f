using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shoumi.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ClockWithoutTurn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "last_turn",
                table: "clock_state");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "last_turn",
                table: "clock_state",
                type: "TEXT",
                nullable: true);
        }
    }
}
