using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Domain.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Reception : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CardNumber",
                table: "Patients",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MergedInto",
                table: "Patients",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Gender",
                table: "Doctors",
                type: "nvarchar(8)",
                maxLength: 8,
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "ContactId",
                table: "Consents",
                type: "uniqueidentifier",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uniqueidentifier");

            migrationBuilder.AddColumn<int>(
                name: "PatientId",
                table: "Consents",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TakenBy",
                table: "Consents",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "WithdrawnAt",
                table: "Consents",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "CalledAt",
                table: "Bookings",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "BatchId",
                table: "Audit",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "From",
                table: "Audit",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "To",
                table: "Audit",
                type: "datetime2",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DoctorDelays",
                columns: table => new
                {
                    DoctorId = table.Column<int>(type: "int", nullable: false),
                    Date = table.Column<DateOnly>(type: "date", nullable: false),
                    Minutes = table.Column<int>(type: "int", nullable: false),
                    SaidAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SaidBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DoctorDelays", x => new { x.DoctorId, x.Date });
                    table.ForeignKey(
                        name: "FK_DoctorDelays_Doctors_DoctorId",
                        column: x => x.DoctorId,
                        principalTable: "Doctors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PatientMerges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kept = table.Column<int>(type: "int", nullable: false),
                    Merged = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    By = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Moved = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    UndoneAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    UndoneBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PatientMerges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PatientMerges_Patients_Kept",
                        column: x => x.Kept,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PatientMerges_Patients_Merged",
                        column: x => x.Merged,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PatientNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<int>(type: "int", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    CreatedBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PatientNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PatientNotes_Patients_PatientId",
                        column: x => x.PatientId,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PatientPolicies",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(12)", maxLength: 12, nullable: false),
                    Insurer = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Number = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PatientPolicies", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PatientPolicies_Patients_PatientId",
                        column: x => x.PatientId,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WaitingEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PatientId = table.Column<int>(type: "int", nullable: true),
                    ContactId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    SiteId = table.Column<int>(type: "int", nullable: true),
                    SpecialtyId = table.Column<int>(type: "int", nullable: true),
                    DoctorId = table.Column<int>(type: "int", nullable: true),
                    VisitTypeId = table.Column<int>(type: "int", nullable: true),
                    DoctorGender = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: true),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    ToDate = table.Column<DateOnly>(type: "date", nullable: false),
                    Earliest = table.Column<TimeOnly>(type: "time", nullable: true),
                    Latest = table.Column<TimeOnly>(type: "time", nullable: true),
                    Payment = table.Column<string>(type: "nvarchar(12)", maxLength: 12, nullable: true),
                    Comment = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    Channel = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(12)", maxLength: 12, nullable: false),
                    BookingId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Outcome = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    CreatedBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    ClaimedBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaitingEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WaitingEntries_Bookings_BookingId",
                        column: x => x.BookingId,
                        principalTable: "Bookings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WaitingEntries_Contacts_ContactId",
                        column: x => x.ContactId,
                        principalTable: "Contacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WaitingEntries_Doctors_DoctorId",
                        column: x => x.DoctorId,
                        principalTable: "Doctors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WaitingEntries_Patients_PatientId",
                        column: x => x.PatientId,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WaitingEntries_Sites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "Sites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WaitingEntries_Specialties_SpecialtyId",
                        column: x => x.SpecialtyId,
                        principalTable: "Specialties",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WaitingEntries_VisitTypes_VisitTypeId",
                        column: x => x.VisitTypeId,
                        principalTable: "VisitTypes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Patients_CardNumber",
                table: "Patients",
                column: "CardNumber");

            migrationBuilder.CreateIndex(
                name: "IX_Consents_PatientId",
                table: "Consents",
                column: "PatientId");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_BatchId",
                table: "Audit",
                column: "BatchId");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_From",
                table: "Audit",
                column: "From");

            migrationBuilder.CreateIndex(
                name: "IX_PatientMerges_Kept",
                table: "PatientMerges",
                column: "Kept");

            migrationBuilder.CreateIndex(
                name: "IX_PatientMerges_Merged",
                table: "PatientMerges",
                column: "Merged");

            migrationBuilder.CreateIndex(
                name: "IX_PatientNotes_PatientId_CreatedAt",
                table: "PatientNotes",
                columns: new[] { "PatientId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PatientPolicies_Number",
                table: "PatientPolicies",
                column: "Number");

            migrationBuilder.CreateIndex(
                name: "IX_PatientPolicies_PatientId_Kind_Number",
                table: "PatientPolicies",
                columns: new[] { "PatientId", "Kind", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WaitingEntries_BookingId",
                table: "WaitingEntries",
                column: "BookingId");

            migrationBuilder.CreateIndex(
                name: "IX_WaitingEntries_ContactId",
                table: "WaitingEntries",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_WaitingEntries_DoctorId",
                table: "WaitingEntries",
                column: "DoctorId");

            migrationBuilder.CreateIndex(
                name: "IX_WaitingEntries_PatientId",
                table: "WaitingEntries",
                column: "PatientId");

            migrationBuilder.CreateIndex(
                name: "IX_WaitingEntries_SiteId",
                table: "WaitingEntries",
                column: "SiteId");

            migrationBuilder.CreateIndex(
                name: "IX_WaitingEntries_SpecialtyId",
                table: "WaitingEntries",
                column: "SpecialtyId");

            migrationBuilder.CreateIndex(
                name: "IX_WaitingEntries_Status_CreatedAt",
                table: "WaitingEntries",
                columns: new[] { "Status", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_WaitingEntries_VisitTypeId",
                table: "WaitingEntries",
                column: "VisitTypeId");

            migrationBuilder.AddForeignKey(
                name: "FK_Consents_Patients_PatientId",
                table: "Consents",
                column: "PatientId",
                principalTable: "Patients",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Consents_Patients_PatientId",
                table: "Consents");

            migrationBuilder.DropTable(
                name: "DoctorDelays");

            migrationBuilder.DropTable(
                name: "PatientMerges");

            migrationBuilder.DropTable(
                name: "PatientNotes");

            migrationBuilder.DropTable(
                name: "PatientPolicies");

            migrationBuilder.DropTable(
                name: "WaitingEntries");

            migrationBuilder.DropIndex(
                name: "IX_Patients_CardNumber",
                table: "Patients");

            migrationBuilder.DropIndex(
                name: "IX_Consents_PatientId",
                table: "Consents");

            migrationBuilder.DropIndex(
                name: "IX_Audit_BatchId",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_From",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "CardNumber",
                table: "Patients");

            migrationBuilder.DropColumn(
                name: "MergedInto",
                table: "Patients");

            migrationBuilder.DropColumn(
                name: "Gender",
                table: "Doctors");

            migrationBuilder.DropColumn(
                name: "PatientId",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "TakenBy",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "WithdrawnAt",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "CalledAt",
                table: "Bookings");

            migrationBuilder.DropColumn(
                name: "BatchId",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "From",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "To",
                table: "Audit");

            migrationBuilder.AlterColumn<Guid>(
                name: "ContactId",
                table: "Consents",
                type: "uniqueidentifier",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uniqueidentifier",
                oldNullable: true);
        }
    }
}
