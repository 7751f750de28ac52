using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Domain.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Engine : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Active",
                table: "VisitTypes",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<int>(
                name: "Capacity",
                table: "VisitTypes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "DoctorParts",
                table: "VisitTypes",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "VisitTypes",
                type: "TEXT",
                maxLength: 12,
                nullable: false,
                defaultValue: "Any");

            migrationBuilder.AddColumn<int>(
                name: "MaxAge",
                table: "VisitTypes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MinAge",
                table: "VisitTypes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Needs",
                table: "VisitTypes",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Payments",
                table: "VisitTypes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 7);

            migrationBuilder.AddColumn<bool>(
                name: "ReferralRequired",
                table: "VisitTypes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Access",
                table: "RosterLines",
                type: "TEXT",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Rooms",
                table: "RosterLines",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "VisitTypes",
                table: "RosterLines",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Access",
                table: "RosterExceptions",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Rooms",
                table: "RosterExceptions",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "VisitTypes",
                table: "RosterExceptions",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "Active",
                table: "Rooms",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<int>(
                name: "Capacity",
                table: "Rooms",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Rooms",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "MaxActivePerSpecialty",
                table: "Profile",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MaxMinutesPerWeek",
                table: "Profile",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "NoShowMinutes",
                table: "Profile",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Devices",
                table: "Holds",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "DoctorParts",
                table: "Holds",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "Extended",
                table: "Holds",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "GroupId",
                table: "Holds",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RosterVersion",
                table: "Doctors",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Touched",
                table: "Changes",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ContactKey",
                table: "Bookings",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Devices",
                table: "Bookings",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "DoctorParts",
                table: "Bookings",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "Override",
                table: "Bookings",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "ReleasedAt",
                table: "Bookings",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BookingCovers",
                columns: table => new
                {
                    BookingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Insurer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Policy = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Referral = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    GuaranteeLetter = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    OverrideReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookingCovers", x => x.BookingId);
                    table.ForeignKey(
                        name: "FK_BookingCovers_Bookings_BookingId",
                        column: x => x.BookingId,
                        principalTable: "Bookings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Devices",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SiteId = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    Active = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Devices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Devices_Sites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "Sites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DisplacedBookings",
                columns: table => new
                {
                    BookingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ResolvedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DisplacedBookings", x => x.BookingId);
                    table.ForeignKey(
                        name: "FK_DisplacedBookings_Bookings_BookingId",
                        column: x => x.BookingId,
                        principalTable: "Bookings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "GroupVisits",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteId = table.Column<int>(type: "INTEGER", nullable: false),
                    DoctorId = table.Column<int>(type: "INTEGER", nullable: false),
                    VisitTypeId = table.Column<int>(type: "INTEGER", nullable: false),
                    RoomId = table.Column<int>(type: "INTEGER", nullable: true),
                    Devices = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Start = table.Column<DateTime>(type: "TEXT", nullable: false),
                    End = table.Column<DateTime>(type: "TEXT", nullable: false),
                    BufferBefore = table.Column<int>(type: "INTEGER", nullable: false),
                    BufferAfter = table.Column<int>(type: "INTEGER", nullable: false),
                    DoctorParts = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GroupVisits", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Outages",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ResourceId = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<DateTime>(type: "TEXT", nullable: false),
                    To = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outages", x => x.Id);
                });

            // SQLite can add a column together with its foreign key; EF would copy the whole table of bookings instead.
            migrationBuilder.Sql("""ALTER TABLE "Bookings" ADD COLUMN "GroupId" TEXT NULL CONSTRAINT "FK_Bookings_GroupVisits_GroupId" REFERENCES "GroupVisits" ("Id") ON DELETE RESTRICT""");

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_GroupId",
                table: "Bookings",
                column: "GroupId");

            migrationBuilder.CreateIndex(
                name: "IX_Devices_SiteId_Name",
                table: "Devices",
                columns: new[] { "SiteId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DisplacedBookings_ResolvedAt",
                table: "DisplacedBookings",
                column: "ResolvedAt");

            migrationBuilder.CreateIndex(
                name: "IX_GroupVisits_DoctorId_VisitTypeId_Start",
                table: "GroupVisits",
                columns: new[] { "DoctorId", "VisitTypeId", "Start" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_GroupVisits_Start",
                table: "GroupVisits",
                column: "Start");

            migrationBuilder.Sql("""UPDATE "RosterLines" SET "Rooms" = CAST("RoomId" AS text) WHERE "RoomId" IS NOT NULL""");

            migrationBuilder.Sql("""UPDATE "RosterExceptions" SET "Rooms" = CAST("RoomId" AS text) WHERE "RoomId" IS NOT NULL""");

            migrationBuilder.DropForeignKey(
                name: "FK_RosterExceptions_Rooms_RoomId",
                table: "RosterExceptions");

            migrationBuilder.DropForeignKey(
                name: "FK_RosterLines_Rooms_RoomId",
                table: "RosterLines");

            migrationBuilder.DropIndex(
                name: "IX_RosterLines_RoomId",
                table: "RosterLines");

            migrationBuilder.DropIndex(
                name: "IX_RosterExceptions_RoomId",
                table: "RosterExceptions");

            migrationBuilder.DropColumn(
                name: "RoomId",
                table: "RosterLines");

            migrationBuilder.DropColumn(
                name: "RoomId",
                table: "RosterExceptions");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Bookings_GroupVisits_GroupId",
                table: "Bookings");

            migrationBuilder.DropTable(
                name: "BookingCovers");

            migrationBuilder.DropTable(
                name: "Devices");

            migrationBuilder.DropTable(
                name: "DisplacedBookings");

            migrationBuilder.DropTable(
                name: "GroupVisits");

            migrationBuilder.DropTable(
                name: "Outages");

            migrationBuilder.DropIndex(
                name: "IX_Bookings_GroupId",
                table: "Bookings");

            migrationBuilder.DropColumn(
                name: "Active",
                table: "VisitTypes");

            migrationBuilder.DropColumn(
                name: "Capacity",
                table: "VisitTypes");

            migrationBuilder.DropColumn(
                name: "DoctorParts",
                table: "VisitTypes");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "VisitTypes");

            migrationBuilder.DropColumn(
                name: "MaxAge",
                table: "VisitTypes");

            migrationBuilder.DropColumn(
                name: "MinAge",
                table: "VisitTypes");

            migrationBuilder.DropColumn(
                name: "Needs",
                table: "VisitTypes");

            migrationBuilder.DropColumn(
                name: "Payments",
                table: "VisitTypes");

            migrationBuilder.DropColumn(
                name: "ReferralRequired",
                table: "VisitTypes");

            migrationBuilder.DropColumn(
                name: "Access",
                table: "RosterLines");

            migrationBuilder.DropColumn(
                name: "Rooms",
                table: "RosterLines");

            migrationBuilder.DropColumn(
                name: "VisitTypes",
                table: "RosterLines");

            migrationBuilder.DropColumn(
                name: "Access",
                table: "RosterExceptions");

            migrationBuilder.DropColumn(
                name: "Rooms",
                table: "RosterExceptions");

            migrationBuilder.DropColumn(
                name: "VisitTypes",
                table: "RosterExceptions");

            migrationBuilder.DropColumn(
                name: "Active",
                table: "Rooms");

            migrationBuilder.DropColumn(
                name: "Capacity",
                table: "Rooms");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Rooms");

            migrationBuilder.DropColumn(
                name: "MaxActivePerSpecialty",
                table: "Profile");

            migrationBuilder.DropColumn(
                name: "MaxMinutesPerWeek",
                table: "Profile");

            migrationBuilder.DropColumn(
                name: "NoShowMinutes",
                table: "Profile");

            migrationBuilder.DropColumn(
                name: "Devices",
                table: "Holds");

            migrationBuilder.DropColumn(
                name: "DoctorParts",
                table: "Holds");

            migrationBuilder.DropColumn(
                name: "Extended",
                table: "Holds");

            migrationBuilder.DropColumn(
                name: "GroupId",
                table: "Holds");

            migrationBuilder.DropColumn(
                name: "RosterVersion",
                table: "Doctors");

            migrationBuilder.DropColumn(
                name: "Touched",
                table: "Changes");

            migrationBuilder.DropColumn(
                name: "ContactKey",
                table: "Bookings");

            migrationBuilder.DropColumn(
                name: "Devices",
                table: "Bookings");

            migrationBuilder.DropColumn(
                name: "DoctorParts",
                table: "Bookings");

            migrationBuilder.DropColumn(
                name: "GroupId",
                table: "Bookings");

            migrationBuilder.DropColumn(
                name: "Override",
                table: "Bookings");

            migrationBuilder.DropColumn(
                name: "ReleasedAt",
                table: "Bookings");

            migrationBuilder.AddColumn<int>(
                name: "RoomId",
                table: "RosterLines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RoomId",
                table: "RosterExceptions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_RosterLines_RoomId",
                table: "RosterLines",
                column: "RoomId");

            migrationBuilder.CreateIndex(
                name: "IX_RosterExceptions_RoomId",
                table: "RosterExceptions",
                column: "RoomId");

            migrationBuilder.AddForeignKey(
                name: "FK_RosterExceptions_Rooms_RoomId",
                table: "RosterExceptions",
                column: "RoomId",
                principalTable: "Rooms",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_RosterLines_Rooms_RoomId",
                table: "RosterLines",
                column: "RoomId",
                principalTable: "Rooms",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
