using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ToskaMesh.Functions.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FigureMarks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_GatewayFigures",
                table: "GatewayFigures");

            migrationBuilder.AddColumn<long>(
                name: "Mark",
                table: "Rollouts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Mark",
                table: "RolloutMembers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Mark",
                table: "GatewayFigures",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddPrimaryKey(
                name: "PK_GatewayFigures",
                table: "GatewayFigures",
                columns: new[] { "Minute", "Gateway", "InstanceId", "Mark" });

            migrationBuilder.CreateIndex(
                name: "IX_Rollouts_Mark",
                table: "Rollouts",
                column: "Mark");

            migrationBuilder.CreateIndex(
                name: "IX_GatewayFigures_InstanceId_Minute",
                table: "GatewayFigures",
                columns: new[] { "InstanceId", "Minute" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Rollouts_Mark",
                table: "Rollouts");

            migrationBuilder.DropPrimaryKey(
                name: "PK_GatewayFigures",
                table: "GatewayFigures");

            migrationBuilder.DropIndex(
                name: "IX_GatewayFigures_InstanceId_Minute",
                table: "GatewayFigures");

            migrationBuilder.DropColumn(
                name: "Mark",
                table: "Rollouts");

            migrationBuilder.DropColumn(
                name: "Mark",
                table: "RolloutMembers");

            migrationBuilder.DropColumn(
                name: "Mark",
                table: "GatewayFigures");

            migrationBuilder.AddPrimaryKey(
                name: "PK_GatewayFigures",
                table: "GatewayFigures",
                columns: new[] { "Minute", "Gateway", "InstanceId" });
        }
    }
}
