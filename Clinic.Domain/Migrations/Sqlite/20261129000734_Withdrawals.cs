using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Domain.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Withdrawals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Requests to be called and wishes of the waiting list have had one set of states since: a request that is new waits.
            migrationBuilder.Sql("UPDATE \"Callbacks\" SET \"Status\" = 'Waiting' WHERE \"Status\" = 'New'");

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_ContactKey",
                table: "Bookings",
                column: "ContactKey");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Bookings_ContactKey",
                table: "Bookings");
        }
    }
}
