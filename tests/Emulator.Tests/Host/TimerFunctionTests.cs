using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Emulator.Tests.Samples;
using ToskaMesh.Testing;

namespace ToskaMesh.Emulator.Tests.Host;

public sealed class TimerFunctionTests : IDisposable
{
    private readonly Trail _trail = new();
    private readonly CapturedLog _log = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 10, 59, 50, TimeSpan.Zero));

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Timer_OfLessThanAMinute_RunsItsFunctionWithoutStatus()
    {
        await using var host = await StartAsync("00:00:01");
        await AdvanceUntilAsync(() => _trail.Steps.Count(s => s == "second False True") >= 3, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Timer_ThatFails_IsTriedAgainAsTheSameInvocation()
    {
        await using var host = await StartAsync("1.00:00:00");
        await AdvanceUntilAsync(() => _trail.Steps.Any(s => s.Contains("attempt 2 of 2", StringComparison.Ordinal)), TimeSpan.FromSeconds(5));
        Assert.Contains("hour 11:00 attempt 0 of 2", _trail.Steps);
        Assert.Single(_trail.Steps.Where(s => s.StartsWith("id ", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public async Task Timer_StartedByHand_RunsOnceWithItsStatus()
    {
        await using var host = await StartAsync("1.00:00:00");
        await host.StartFunctionAsync("EveryHour");
        await Eventually.TrueAsync(() => _trail.Steps.Contains("hour 11:00 attempt 0 of 0"), "the run by hand");
    }

    [Fact]
    public async Task Timer_WithAMalformedSchedule_IsInError()
    {
        await using var host = await StartAsync("00:00:01");
        var status = await host.AdminAsync("/admin/functions/Never/status");
        Assert.Contains("nonsense", status.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timer_ThatIsDisabled_RunsByHandOnly()
    {
        await using var host = await StartAsync("00:00:01", ("AzureWebJobs.EverySecond.Disabled", "true"));
        await AdvanceUntilAsync(() => _trail.Steps.Any(s => s.StartsWith("hour", StringComparison.Ordinal)), TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(_trail.Steps, s => s.StartsWith("second", StringComparison.Ordinal));
        await host.StartFunctionAsync("EverySecond");
        await Eventually.TrueAsync(() => _trail.Steps.Contains("second False True"), "the run by hand");
    }

    private Task AdvanceUntilAsync(Func<bool> condition, TimeSpan step) => Eventually.TrueAsync(
        () =>
        {
            _time.Advance(step);
            return condition();
        },
        "the timer ran");

    /// <summary>Answers when the timers wait for their time, so that advancing the clock is what starts them.</summary>
    private async Task<EmulatorHost> StartAsync(string every, params (string Name, string Value)[] settings)
    {
        var host = await EmulatorHost.StartAsync(new EmulatorHostOptions
        {
            Functions = [typeof(TimerFunctions)],
            TimeProvider = _time,
            Settings = settings.Append(("Every", every)).Append(("WEBSITE_TIME_ZONE", "UTC"))
                .ToDictionary(s => s.Item1, s => (string?)s.Item2),
            Configure = builder =>
            {
                builder.Services.AddSingleton(_trail);
                builder.Logging.AddProvider(_log);
            },
        });
        await Eventually.TrueAsync(() => _log.Lines.Any(l => l.Contains("Timer EveryHour runs", StringComparison.Ordinal)), "the listener");
        return host;
    }
}
