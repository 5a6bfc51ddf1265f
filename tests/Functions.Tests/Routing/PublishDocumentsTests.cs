using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Routing;

/// <summary>How the credentials get out when the route table does not.</summary>
public sealed class PublishDocumentsTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    private ControlPlaneUnderTest _mesh = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PublishDocuments Documents => _mesh.Services.GetRequiredService<PublishDocuments>();

    public async ValueTask InitializeAsync() => _mesh = await ControlPlaneUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Run_RouteTableLockedByAnother_StillPublishesRevocations()
    {
        await Documents.RunAsync(Deadline, Cancel);
        await using var held = await HoldRouteTableAsync();
        Revoke("s1");

        // The clock stands still: no deadline passes before.
        var publish = Documents.RunAsync(Deadline, Cancel);
        await Eventually.TrueAsync(() => Revoked().Contains("s1"), "the revocation is published");
        await EndAsync(publish);
    }

    [Fact]
    public async Task AfterCommit_RouteTableLockedByAnother_StillPublishesRevocations()
    {
        await Documents.RunAsync(Deadline, Cancel);
        await using var held = await HoldRouteTableAsync();
        Revoke("s1");

        var after = _mesh.Services.GetRequiredService<IAfterCommit>().RunAsync();
        await Eventually.TrueAsync(() => Revoked().Contains("s1"), "the revocation is published");
        await EndAsync(after);
    }

    [Fact]
    public async Task NewStore_HoldsBothDocumentsBack_AndPublishesTheChangesOnceItMay()
    {
        await File.WriteAllBytesAsync(PathOf(DocumentNames.RouteTable), RouteTableJson.Serialize(new RouteTable { Epoch = 1, Version = 1, Services = [] }), Cancel);
        await File.WriteAllBytesAsync(PathOf(DocumentNames.Credentials), CredentialTableJson.Serialize(Former("gone")), Cancel);
        var afterCommit = _mesh.Services.GetRequiredService<IAfterCommit>();
        Revoke("s1");

        await Documents.RunAsync(Deadline, Cancel);
        await afterCommit.RunAsync();
        Assert.Equal(PublicationOutcome.Held, (await Documents.PublishCredentialsAsync(Deadline, Cancel)).Outcome);
        Assert.Equal(["gone"], Revoked());

        // Nothing has changed since, but what was not published is not forgotten.
        _mesh.Time.Advance(new PublishOptions().Grace);
        await afterCommit.RunAsync();
        Assert.Equal(["s1"], Revoked());
    }

    private static CredentialTable Former(string revoked) => new()
    {
        Epoch = 1,
        Version = 1,
        IssuedAt = DateTimeOffset.UnixEpoch,
        ApiKeys = [],
        RevokedSessions = [new RevokedSession(revoked, DateTimeOffset.MaxValue)],
    };

    // With a table that would have to be written.
    private async Task<IAsyncDisposable> HoldRouteTableAsync()
    {
        await _mesh.Store.Registry.RegisterAsync(Registrations.Of("orders", "o-1"), Callers.Admin, Cancel);
        return LockFile.TryTake($"{PathOf(DocumentNames.RouteTable)}.lock") ?? throw new InvalidOperationException("The lock is not free.");
    }

    // As a commit of this process does.
    private void Revoke(string session)
    {
        _mesh.RevokedSessions.Add(new RevokedSession(session, _mesh.Time.GetUtcNow() + TimeSpan.FromMinutes(12)));
        _mesh.Services.GetRequiredService<StoreGenerations>().Raise([StoreTopic.RevokedSessions]);
    }

    private async Task EndAsync(Task publish)
    {
        await Eventually.TrueAsync(
            () =>
            {
                _mesh.Time.Advance(TimeSpan.FromMilliseconds(100));
                return publish.IsCompleted;
            },
            "the publish ended");
        await publish;
    }

    private IEnumerable<string> Revoked()
    {
        Assert.True(CredentialTableJson.TryRead(File.ReadAllBytes(PathOf(DocumentNames.Credentials)), out var table, out var error), error);
        return table.RevokedSessions.Select(session => session.SessionId);
    }

    private string PathOf(string name) => Path.Combine(_mesh.DataDirectory, name);
}
