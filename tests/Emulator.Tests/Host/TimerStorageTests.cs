using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Emulator.Tests.Samples;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Emulator.Tests.Host;

/// <summary>What the setting AzureWebJobsStorage does to timers.</summary>
public sealed class TimerStorageTests : IDisposable
{
    private readonly Trail _trail = new();
    private readonly CapturedLog _log = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 10, 59, 50, TimeSpan.Zero));

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Storage_AwayAtTheStart_StopsNoSubMinuteTimerAndTheOthersBeginWhenItIsThere()
    {
        await using var server = new AzuriteServer();
        var account = server.NewAccount();
        await using var host = await StartAsync(account);

        await AdvanceUntilAsync(() => Saw("second False True") && Logged("The listener of timer EveryHour failed"), TimeSpan.FromSeconds(1));
        Assert.False(Saw("hour"));
        await server.StartAsync();
        await AdvanceUntilAsync(() => Logged("Timer EveryHour runs"), TimeSpan.FromSeconds(1));

        await AdvanceUntilAsync(() => Saw("hour"), TimeSpan.FromMinutes(1));
        var blobs = new BlobServiceClient(account).GetBlobContainerClient("azure-webjobs-hosts");
        Assert.True(await blobs.GetBlobClient("timers/app-1/Host.Functions.EveryHour/status").ExistsAsync(TestContext.Current.CancellationToken));
        Assert.True(await blobs.GetBlobClient("locks/app-1/Host.Functions.EveryHour.Listener").ExistsAsync(TestContext.Current.CancellationToken));
        Assert.False(File.Exists(Path.Combine(host.DataDirectory, "emulator.db")));
    }

    [Fact]
    public async Task Storage_Unset_IsAFileOfTheDataDirectory()
    {
        await using var host = await StartAsync("");
        await Eventually.TrueAsync(() => Logged("Timer EveryHour runs"), "the listener");

        Assert.True(File.Exists(Path.Combine(host.DataDirectory, "emulator.db")));
    }

    [Theory]
    [InlineData("AzureWebJobsStorage", "c2VjcmV0")]
    [InlineData("AzureWebJobsStorage", "AccountKey=c2VjcmV0")]
    [InlineData("AzureWebJobsStorage:accountName", "account")]
    public async Task Storage_ThatCannotBe_StopsTheStartAndNamesTheSetting(string setting, string value)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync("", (setting, value)));

        Assert.Contains("AzureWebJobsStorage", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", failure.ToString(), StringComparison.Ordinal);
    }

    private bool Saw(string step) => _trail.Steps.Any(seen => seen.StartsWith(step, StringComparison.Ordinal));

    private bool Logged(string text) => _log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal));

    private Task AdvanceUntilAsync(Func<bool> condition, TimeSpan step) => Eventually.TrueAsync(
        () =>
        {
            _time.Advance(step);
            return condition();
        },
        "what the clock leads to");

    private Task<EmulatorHost> StartAsync(string storage, params (string Name, string Value)[] settings) => EmulatorHost.StartAsync(new EmulatorHostOptions
    {
        Functions = [typeof(TimerFunctions)],
        TimeProvider = _time,
        Settings = settings
            .Prepend(("AzureWebJobsStorage", storage)).Append(("Every", "00:00:01")).Append(("WEBSITE_TIME_ZONE", "UTC")).Append(("AzureFunctionsWebHost:hostid", "app-1"))
            .GroupBy(setting => setting.Item1).ToDictionary(same => same.Key, same => (string?)same.Last().Item2),
        Configure = builder =>
        {
            builder.Services.AddSingleton(_trail);
            builder.Logging.AddProvider(_log);
        },
    });
}
