using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Domain.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class RosterVersion : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "RosterVersion",
                table: "Sites",
                type: "int",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "RosterVersion",
                table: "Sites");
        }
    }
}
