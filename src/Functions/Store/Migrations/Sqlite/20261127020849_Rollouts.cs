using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToskaMesh.Functions.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Rollouts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Active",
                table: "Configurations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "ActiveHash",
                table: "Configurations",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ActiveLabels",
                table: "Configurations",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "ActiveServices",
                table: "Configurations",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<int>(
                name: "Kind",
                table: "Configurations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            // Until now the last version was the one that holds.
            migrationBuilder.Sql("""UPDATE "Configurations" SET "Active" = "Version", "ActiveHash" = "Hash", "ActiveServices" = "Services", "ActiveLabels" = "Labels" WHERE "DeletedAt" IS NULL""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Active",
                table: "Configurations");

            migrationBuilder.DropColumn(
                name: "ActiveHash",
                table: "Configurations");

            migrationBuilder.DropColumn(
                name: "ActiveLabels",
                table: "Configurations");

            migrationBuilder.DropColumn(
                name: "ActiveServices",
                table: "Configurations");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Configurations");
        }
    }
}
