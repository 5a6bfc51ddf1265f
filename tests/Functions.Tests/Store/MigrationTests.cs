using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using ToskaMesh.Functions.Store.Sqlite;

namespace ToskaMesh.Functions.Tests.Store;

public sealed class MigrationTests
{
    [Fact]
    public void Model_OfThisBuild_IsWhatTheMigrationsMake()
    {
        using var context = new SqliteDesignTimeFactory().CreateDbContext([]);

        Assert.False(
            context.Database.HasPendingModelChanges(),
            "The model changed. Run: dotnet ef migrations add NAME --project src/Functions --output-dir Store/Migrations/Sqlite");
    }

    [Fact]
    public void Migrations_OfAProvider_StandInItsFolder() =>
        Assert.All(
            typeof(SqliteMeshDbContext).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(Migration))),
            type => Assert.Equal("ToskaMesh.Functions.Store.Migrations.Sqlite", type.Namespace));
}
