using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Tests.Registry;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing.Messaging;

namespace ToskaMesh.Functions.Tests.Messaging;

public sealed class MessagingApiTests : IAsyncLifetime
{
    private readonly RecordingEventBus _bus = new();
    private ControlPlaneUnderTest _mesh = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _mesh = await ControlPlaneUnderTest.StartAsync(services => services.Replace(ServiceDescriptor.Singleton<IEventBus>(_bus)));

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task DeadLetters_AreListedNewestFirst_Paged()
    {
        await BuryAsync(MeshEvents.Of("id-1"));
        _mesh.Time.Advance(TimeSpan.FromSeconds(1));
        await BuryAsync(MeshEvents.Of("id-2"));
        await _mesh.Store.DeadLetters.AddAsync("toskamesh.other", new string('x', 3000), "unreadable", Cancel);

        using var first = await _mesh.Admin.ReadAsync("api/Messaging/dead-letters?limit=2");
        var next = first.Headers.GetValues("Link").Single().Split('<', '>')[1];
        var second = await _mesh.Admin.ReadAsync(next.TrimStart('/')).JsonAsync();

        var newest = (await Task.FromResult(first).JsonAsync()).AsArray();
        Assert.Equal(2, newest.Count);
        var unreadable = newest.Single(letter => (string?)letter!["consumer"] == "toskamesh.other")!;
        Assert.Equal((2000, "unreadable", (object?)null), (((string)unreadable["message"]!).Length, (string?)unreadable["reason"], unreadable["eventId"]));
        Assert.Equal("id-1", (string?)Assert.Single(second.AsArray())!["subject"]);
    }

    [Fact]
    public async Task Replay_SendsTheEventToItsConsumerAndMarksTheLetter()
    {
        var dead = MeshEvents.Of("id-1");
        var id = await BuryAsync(dead);

        var answer = await _mesh.Admin.PostAsync($"api/Messaging/dead-letters/{id}/replay").JsonAsync();

        Assert.NotNull(answer["replayedAt"]);
        Assert.Equal((dead, EventConsumers.ServiceHistory), (_bus.Entries.Single().Event, _bus.Entries.Single().Consumer));
        await BuryAsync(dead);
        var again = Assert.Single((await _mesh.Admin.ReadAsync("api/Messaging/dead-letters").JsonAsync()).AsArray())!;
        Assert.Equal((2, (object?)null), ((int)again["deaths"]!, again["replayedAt"]));
    }

    [Fact]
    public async Task Replay_OfWhatIsNoEvent_IsAConflictAndDiscardEndsIt()
    {
        const string message = "no event";
        await _mesh.Store.DeadLetters.AddAsync(EventConsumers.ServiceHistory, message, null, Cancel);
        var id = DeadLetter.IdOf(EventConsumers.ServiceHistory, message);

        await _mesh.Admin.PostAsync($"api/Messaging/dead-letters/{id}/replay").JsonAsync(HttpStatusCode.Conflict);
        Assert.Equal(message, (string?)(await _mesh.Admin.PostAsync($"api/Messaging/dead-letters/{id}/discard").JsonAsync())["message"]);

        await _mesh.Admin.PostAsync($"api/Messaging/dead-letters/{id}/discard").JsonAsync(HttpStatusCode.NotFound);
        await _mesh.Admin.PostAsync($"api/Messaging/dead-letters/{id}/replay").JsonAsync(HttpStatusCode.NotFound);
        Assert.Empty(_bus.Entries);
    }

    [Fact]
    public async Task Parked_IsListedAndRetriedOrDiscarded()
    {
        _bus.BeforeTaking = (_, _) => throw new InvalidDataException("too large");
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();
        var entry = Assert.Single(await _mesh.Store.Outbox.ReadDueAsync(10, Cancel));
        while (!await _mesh.Store.Outbox.RecordFailureAsync(entry.Sequence, "too large", Cancel))
        {
        }

        var parked = Assert.Single((await _mesh.Admin.ReadAsync("api/Messaging/outbox/parked").JsonAsync()).AsArray())!;
        Assert.Equal(("o-1", "too large", 10), ((string?)parked["subject"], (string?)parked["lastError"], (int)parked["attempts"]!));
        var health = await _mesh.Anonymous.ReadAsync("health").JsonAsync();
        var outbox = health["checks"]!.AsArray().Single(check => (string?)check!["name"] == "outbox")!;
        Assert.Equal(("Degraded", "1"), ((string?)outbox["status"], (string?)outbox["data"]!["parked"]));

        _bus.BeforeTaking = (_, _) => Task.CompletedTask;
        var id = (long)parked["id"]!;
        await _mesh.Admin.PostAsync(string.Create(CultureInfo.InvariantCulture, $"api/Messaging/outbox/parked/{id}/retry")).JsonAsync();

        Assert.Equal("o-1", Assert.Single(_bus.Events).Subject);
        await _mesh.Admin.PostAsync(string.Create(CultureInfo.InvariantCulture, $"api/Messaging/outbox/parked/{id}/discard")).JsonAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("api/Messaging/outbox/parked/1/retry")]
    [InlineData("api/Messaging/outbox/parked/-1/retry")]
    [InlineData("api/Messaging/outbox/parked/x/discard")]
    public async Task ChangeParked_OfNone_IsNotFound(string path) => await _mesh.Admin.PostAsync(path).JsonAsync(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("api/Messaging/dead-letters")]
    [InlineData("api/Messaging/outbox/parked")]
    public async Task Lists_TakePagingOnlyAndAreForAdmins(string path)
    {
        await _mesh.Admin.ReadAsync($"{path}?limit=0").JsonAsync(HttpStatusCode.BadRequest);
        await _mesh.Admin.ReadAsync($"{path}?tag=x").JsonAsync(HttpStatusCode.BadRequest);
        await (await _mesh.ServiceAsync("orders")).ReadAsync(path).JsonAsync(HttpStatusCode.Forbidden);
        Assert.Empty((await _mesh.Admin.ReadAsync(path).JsonAsync()).AsArray());
    }

    private async Task<string> BuryAsync(MeshEvent @event)
    {
        var message = Encoding.UTF8.GetString(CloudEventJson.Serialize(@event));
        await _mesh.Store.DeadLetters.AddAsync(EventConsumers.ServiceHistory, message, "failed", Cancel);
        return DeadLetter.IdOf(EventConsumers.ServiceHistory, message);
    }
}
