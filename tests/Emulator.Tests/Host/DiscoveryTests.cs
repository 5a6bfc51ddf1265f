using System.Net;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Tests.Samples;

namespace ToskaMesh.Emulator.Tests.Host;

public class DiscoveryTests
{
    [Fact]
    public async Task Functions_ThatTheOfficialBuildRefuses_StopTheStartWithAllReasons()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => EmulatorHost.StartAsync(typeof(FaultyFunctions)));
        Assert.Contains("2 functions named Twice", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Forgotten", error.Message, StringComparison.Ordinal);
        Assert.Contains("async void", error.Message, StringComparison.Ordinal);
        Assert.Contains("Untriggered", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_WithATriggerThatNothingHandles_IsInError()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(UnknownTriggerFunctions));
        var status = await host.AdminAsync("/admin/functions/Unknown/status");
        Assert.Equal("The emulator has no unknownTrigger.", status.GetProperty("errors")[0].GetString());
    }

    [Fact]
    public async Task Functions_ThatTheOfficialGeneratorDoesNotSee_AreMissedWithAWarning()
    {
        using var log = new CapturedLog();
        await using var host = await EmulatorHost.StartAsync(new EmulatorHostOptions
        {
            Functions = [typeof(UnseenFunctions), typeof(UnseenFunctions.Nested)],
            Configure = builder => builder.Logging.AddProvider(log),
        });
        Assert.Equal("GET", await host.Client.GetStringAsync("/seen", TestContext.Current.CancellationToken));
        foreach (var name in new[] { "Private", "Internal", "InNested" })
        {
            using var response = await host.Client.GetAsync($"/{name}", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Contains(log.Lines, l => l.StartsWith("Warning", StringComparison.Ordinal) && l.Contains($".{name} is no public", StringComparison.Ordinal));
        }
    }
}
