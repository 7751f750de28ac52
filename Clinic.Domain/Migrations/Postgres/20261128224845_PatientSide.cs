using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Domain.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PatientSide : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "MarketingVersion",
                table: "Profile",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "ConsentTexts",
                type: "character varying(12)",
                maxLength: 12,
                nullable: false,
                defaultValue: "Processing");

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "Consents",
                type: "character varying(12)",
                maxLength: 12,
                nullable: false,
                defaultValue: "Processing");

            migrationBuilder.AddColumn<Guid>(
                name: "AboutBookingId",
                table: "Callbacks",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "Callbacks",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Asked");

            migrationBuilder.CreateTable(
                name: "BookingProxies",
                columns: table => new
                {
                    BookingId = table.Column<Guid>(type: "uuid", nullable: false),
                    ContactId = table.Column<Guid>(type: "uuid", nullable: false),
                    Relation = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookingProxies", x => x.BookingId);
                    table.ForeignKey(
                        name: "FK_BookingProxies_Bookings_BookingId",
                        column: x => x.BookingId,
                        principalTable: "Bookings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BookingProxies_Contacts_ContactId",
                        column: x => x.ContactId,
                        principalTable: "Contacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Callbacks_AboutBookingId",
                table: "Callbacks",
                column: "AboutBookingId");

            migrationBuilder.CreateIndex(
                name: "IX_BookingProxies_ContactId",
                table: "BookingProxies",
                column: "ContactId");

            migrationBuilder.AddForeignKey(
                name: "FK_Callbacks_Bookings_AboutBookingId",
                table: "Callbacks",
                column: "AboutBookingId",
                principalTable: "Bookings",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Callbacks_Bookings_AboutBookingId",
                table: "Callbacks");

            migrationBuilder.DropTable(
                name: "BookingProxies");

            migrationBuilder.DropIndex(
                name: "IX_Callbacks_AboutBookingId",
                table: "Callbacks");

            migrationBuilder.DropColumn(
                name: "MarketingVersion",
                table: "Profile");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "ConsentTexts");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "AboutBookingId",
                table: "Callbacks");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "Callbacks");
        }
    }
}
