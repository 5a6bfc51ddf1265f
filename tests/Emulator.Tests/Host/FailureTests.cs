using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Emulator.Tests.Samples;
using ToskaMesh.Testing;

namespace ToskaMesh.Emulator.Tests.Host;

public sealed class FailureTests : IDisposable
{
    private const string TimeoutOfAMinute =
        """{ "functionTimeout": "00:01:00", "extensions": { "http": { "routePrefix": "" } } }""";

    private readonly Gate _gate = new();
    private readonly CapturedLog _log = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Function_ThatThrows_AnswersAnEmpty500AndIsLoggedWithItsInvocation()
    {
        await using var host = await StartAsync();
        await AssertFailedAsync(host.Client.GetAsync("/throw", TestContext.Current.CancellationToken));
        var entry = Assert.Single(_log.Lines, l => l.Contains("thrown by the function", StringComparison.Ordinal));
        Assert.Matches("^Error .*Function Throw failed, invocation [0-9a-f-]{36} ", entry);
        Assert.Matches(@"[(> ]Throw [0-9a-f-]{36}\)", entry);
    }

    [Theory]
    [InlineData("/waitobediently", true)]
    [InlineData("/waitstubbornly", false)]
    public async Task Function_OverItsTimeLimit_IsCancelledAndAnswersAnEmpty500(string path, bool obeys)
    {
        await using var host = await StartAsync();
        var answer = host.Client.GetAsync(path, TestContext.Current.CancellationToken);
        await _gate.EnteredAsync();
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(_gate.IsCancelled);
        _time.Advance(TimeSpan.FromSeconds(1));
        await AssertFailedAsync(answer);
        Assert.Equal(obeys, _gate.IsCancelled);
        Assert.Contains(_log.Lines, l => l.Contains("did not end within 00:01:00", StringComparison.Ordinal));
        _gate.Open.TrySetResult();
    }

    [Fact]
    public async Task Caller_WhoGoesAway_CancelsTheInvocationAndIsNoFailure()
    {
        await using var host = await StartAsync();
        using var abort = new CancellationTokenSource();
        var answer = host.Client.GetAsync("/waitobediently", abort.Token);
        await _gate.EnteredAsync();
        await abort.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await _gate.CancelledAsync();
        await Eventually.TrueAsync(
            () => _log.Lines.Any(l => l.Contains("WaitObediently was cancelled", StringComparison.Ordinal)), "the cancellation is logged");
        Assert.DoesNotContain(_log.Lines, l => l.StartsWith("Error", StringComparison.Ordinal));
    }

    private static async Task AssertFailedAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private Task<EmulatorHost> StartAsync() => EmulatorHost.StartAsync(new EmulatorHostOptions
    {
        Functions = [typeof(GateFunctions)],
        HostJson = TimeoutOfAMinute,
        TimeProvider = _time,
        Configure = builder =>
        {
            builder.Services.AddSingleton(_gate);
            builder.Logging.AddProvider(_log).SetMinimumLevel(LogLevel.Debug);
        },
    });
}
