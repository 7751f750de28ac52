using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Clinic.Domain.Migrations.Postgres
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
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<int>(
                name: "Capacity",
                table: "VisitTypes",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "DoctorParts",
                table: "VisitTypes",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "VisitTypes",
                type: "character varying(12)",
                maxLength: 12,
                nullable: false,
                defaultValue: "Any");

            migrationBuilder.AddColumn<int>(
                name: "MaxAge",
                table: "VisitTypes",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MinAge",
                table: "VisitTypes",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Needs",
                table: "VisitTypes",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Payments",
                table: "VisitTypes",
                type: "integer",
                nullable: false,
                defaultValue: 7);

            migrationBuilder.AddColumn<bool>(
                name: "ReferralRequired",
                table: "VisitTypes",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AlterColumn<string>(
                name: "Pattern",
                table: "RosterLines",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(60)",
                oldMaxLength: 60);

            migrationBuilder.AddColumn<string>(
                name: "Access",
                table: "RosterLines",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Rooms",
                table: "RosterLines",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "VisitTypes",
                table: "RosterLines",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Access",
                table: "RosterExceptions",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Rooms",
                table: "RosterExceptions",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "VisitTypes",
                table: "RosterExceptions",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "Active",
                table: "Rooms",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<int>(
                name: "Capacity",
                table: "Rooms",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Rooms",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "MaxActivePerSpecialty",
                table: "Profile",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MaxMinutesPerWeek",
                table: "Profile",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "NoShowMinutes",
                table: "Profile",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Devices",
                table: "Holds",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "DoctorParts",
                table: "Holds",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "Extended",
                table: "Holds",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "GroupId",
                table: "Holds",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RosterVersion",
                table: "Doctors",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Touched",
                table: "Changes",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ContactKey",
                table: "Bookings",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Devices",
                table: "Bookings",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "DoctorParts",
                table: "Bookings",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "GroupId",
                table: "Bookings",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Override",
                table: "Bookings",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "ReleasedAt",
                table: "Bookings",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BookingCovers",
                columns: table => new
                {
                    BookingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Insurer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Policy = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    Referral = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    GuaranteeLetter = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    OverrideReason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
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
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    SiteId = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Capacity = table.Column<int>(type: "integer", nullable: false),
                    Active = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
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
                    BookingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ResolvedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SiteId = table.Column<int>(type: "integer", nullable: false),
                    DoctorId = table.Column<int>(type: "integer", nullable: false),
                    VisitTypeId = table.Column<int>(type: "integer", nullable: false),
                    RoomId = table.Column<int>(type: "integer", nullable: true),
                    Devices = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Start = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    End = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    BufferBefore = table.Column<int>(type: "integer", nullable: false),
                    BufferAfter = table.Column<int>(type: "integer", nullable: false),
                    DoctorParts = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GroupVisits", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Outages",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ResourceId = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    To = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outages", x => x.Id);
                });

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

            migrationBuilder.AddForeignKey(
                name: "FK_Bookings_GroupVisits_GroupId",
                table: "Bookings",
                column: "GroupId",
                principalTable: "GroupVisits",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

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

            migrationBuilder.AlterColumn<string>(
                name: "Pattern",
                table: "RosterLines",
                type: "character varying(60)",
                maxLength: 60,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(1000)",
                oldMaxLength: 1000);

            migrationBuilder.AddColumn<int>(
                name: "RoomId",
                table: "RosterLines",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RoomId",
                table: "RosterExceptions",
                type: "integer",
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
