using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Store.Postgres;
using ToskaMesh.Functions.Store.Sqlite;

namespace ToskaMesh.Functions.Tests.Store;

public sealed class MigrationTests
{
    [Fact]
    public void Model_OnSqlite_IsWhatItsMigrationsMake() => AssertCurrent(new SqliteDesignTimeFactory().CreateDbContext([]), "Sqlite");

    [Fact]
    public void Model_OnPostgres_IsWhatItsMigrationsMake() => AssertCurrent(new PostgresDesignTimeFactory().CreateDbContext([]), "Postgres");

    [Fact]
    public void Migrations_OfAProvider_StandInItsFolder() =>
        Assert.All(
            typeof(MeshDbContext).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(Migration))),
            type => Assert.Equal(
                $"ToskaMesh.Functions.Store.Migrations.{type.GetCustomAttribute<DbContextAttribute>()!.ContextType.Namespace!.Split('.')[^1]}",
                type.Namespace));

    private static void AssertCurrent(MeshDbContext context, string provider)
    {
        using (context)
        {
            Assert.False(
                context.Database.HasPendingModelChanges(),
                $"The model changed. Run: dotnet ef migrations add NAME --project src/Functions --context {provider}MeshDbContext --output-dir Store/Migrations/{provider}");
        }
    }
}
