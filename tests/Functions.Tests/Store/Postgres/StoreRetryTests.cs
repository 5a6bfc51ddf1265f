using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

/// <summary>What a batch does when the server ends its transaction for another's sake: a trigger has it fail a number of times.</summary>
public sealed class StoreRetryTests : IAsyncLifetime
{
    private PostgresDatabase _database = null!;
    private MeshStoreUnderTest _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        _store = await _database.OpenAsync(TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("40001")]
    [InlineData("40P01")]
    [InlineData("55P03")]
    [InlineData("23505")]
    public async Task Batch_InAnothersWay_IsRepeatedAsAWhole(string code)
    {
        await FailAsync("Outbox", code, StoreRetry.MaxAttempts - 1);

        var results = await Task.WhenAll(RegisterAsync("a", 5001), RegisterAsync("b", 5002), RegisterAsync("c", 5003));

        Assert.All(results, result => Assert.Equal(RegistrationOutcome.Created, result.Outcome));
        Assert.Equal(["a", "b", "c"], (await _store.Outbox.ReadDueAsync(10, Cancel)).Select(entry => entry.Event.Subject).Order());
    }

    [Fact]
    public async Task Batch_AlwaysInAnothersWay_IsUnavailableAndLeavesNothing()
    {
        await FailAsync("Outbox", "40001", 1000);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => RegisterAsync("a", 5001));

        Assert.Contains("busy", refused.Message, StringComparison.Ordinal);
        Assert.Null(await _store.Registry.FindAsync(InstanceId.Parse("a"), Cancel));
    }

    [Fact]
    public async Task Batch_OfTheMark_IsRepeated()
    {
        await FailAsync("MeshState", "40001", 2);

        await _store.Ports.Mark.RecordAsync(new Shared.Routing.TableVersion(1, 7), Cancel);

        Assert.Equal(7, (await _store.Registry.SnapshotAsync(Cancel)).PublishedVersion);
    }

    private Task<RegistrationResult> RegisterAsync(string id, int port) =>
        _store.Registry.RegisterAsync(Registrations.Of("orders", id, port), Callers.Admin, Cancel);

    // A sequence counts on when its transaction is rolled back.
    private async Task FailAsync(string table, string code, int times)
    {
        await using var context = _store.Open();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            $"""
            CREATE SEQUENCE failures;
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval('failures') <= {times} THEN
                    RAISE EXCEPTION 'as if by another' USING ERRCODE = '{code}';
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER fail AFTER INSERT OR UPDATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION fail();
            """;
        await context.Database.OpenConnectionAsync(Cancel);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
