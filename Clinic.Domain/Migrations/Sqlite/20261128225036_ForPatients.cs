using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clinic.Domain.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ForPatients : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A text is stored in all its languages: what was there before says nothing in each of them.
            migrationBuilder.AddColumn<string>(
                name: "Preparation",
                table: "VisitTypes",
                type: "TEXT",
                maxLength: 36100,
                nullable: false,
                defaultValue: """{"Ru":"","En":"","Fr":""}""");

            migrationBuilder.AddColumn<string>(
                name: "Directions",
                table: "Sites",
                type: "TEXT",
                maxLength: 36100,
                nullable: false,
                defaultValue: """{"Ru":"","En":"","Fr":""}""");

            migrationBuilder.AddColumn<string>(
                name: "Photo",
                table: "Doctors",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DoctorPhotos",
                columns: table => new
                {
                    DoctorId = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    MediaType = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DoctorPhotos", x => x.DoctorId);
                    table.ForeignKey(
                        name: "FK_DoctorPhotos_Doctors_DoctorId",
                        column: x => x.DoctorId,
                        principalTable: "Doctors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DoctorPhotos");

            migrationBuilder.DropColumn(
                name: "Preparation",
                table: "VisitTypes");

            migrationBuilder.DropColumn(
                name: "Directions",
                table: "Sites");

            migrationBuilder.DropColumn(
                name: "Photo",
                table: "Doctors");
        }
    }
}
