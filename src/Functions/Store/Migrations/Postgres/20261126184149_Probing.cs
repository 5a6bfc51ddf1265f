using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToskaMesh.Functions.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Probing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Output",
                table: "ServiceEvents",
                type: "character varying(512)",
                maxLength: 512,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "IsProbed",
                table: "Instances",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Maintenance",
                table: "Instances",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Probe",
                table: "Instances",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "ReportedOutput",
                table: "Instances",
                type: "text",
                nullable: true,
                collation: "C");

            // What is registered already is probed, too, and what was reported stays reported.
            migrationBuilder.Sql("""UPDATE "Instances" SET "IsProbed" = TRUE WHERE "Source" IS NULL AND "HealthCheck" NOT LIKE '%"Type":"Ttl"%'""");
            migrationBuilder.Sql("""UPDATE "Instances" SET "ReportedOutput" = "Output" WHERE "ReportedStatus" = "Status" """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Output",
                table: "ServiceEvents");

            migrationBuilder.DropColumn(
                name: "IsProbed",
                table: "Instances");

            migrationBuilder.DropColumn(
                name: "Maintenance",
                table: "Instances");

            migrationBuilder.DropColumn(
                name: "Probe",
                table: "Instances");

            migrationBuilder.DropColumn(
                name: "ReportedOutput",
                table: "Instances");
        }
    }
}
