using Azure;
using ToskaMesh.Emulator.Timers;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Emulator.Tests.Timers;

[Collection(nameof(AzuriteClock))]
public sealed class BlobTimerLockTests : TimerLockContract, IAsyncLifetime
{
    private const string Name = "locks/test/Host.Functions.Sweep.Listener";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private AzuriteServer? _server;
    private string _account = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await SharedServer.OfAsync<AzuriteServer>();
        _server.SetClock(Time.GetUtcNow());
        _account = _server.NewAccount();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Acquire_StorageAway_ThrowsInsteadOfRefusing()
    {
        var unreachable = new BlobTimerLock(TimerBlobs.Connect(AzuriteServer.Unreachable()));

        await Assert.ThrowsAsync<RequestFailedException>(() => unreachable.TryAcquireAsync(Name, Duration, Cancellation));
    }

    [Fact]
    public async Task Acquire_AfterAnAttemptWhoseAnswerWasLost_Succeeds()
    {
        await using var server = new AzuriteServer();
        await server.StartAsync();
        var account = server.NewAccount();
        var (mine, other) = (new BlobTimerLock(TimerBlobs.Connect(account)), new BlobTimerLock(TimerBlobs.Connect(account)));
        await mine.ReleaseAsync((await mine.TryAcquireAsync(Name, Duration, Cancellation))!, Cancellation);

        // The server reads the request and answers it when nobody listens any more.
        server.Pause();
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mine.TryAcquireAsync(Name, Duration, impatience.Token));
        server.Resume();

        Assert.NotNull(await mine.TryAcquireAsync(Name, Duration, Cancellation));
        Assert.Null(await other.TryAcquireAsync(Name, Duration, Cancellation));
    }

    private protected override ITimerLock Connect() => new BlobTimerLock(TimerBlobs.Connect(_account));

    private protected override void Advance(TimeSpan by)
    {
        base.Advance(by);
        _server!.SetClock(Time.GetUtcNow());
    }
}
