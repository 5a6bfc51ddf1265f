using System.Net;
using ToskaMesh.Emulator.Tests.Samples;

namespace ToskaMesh.Emulator.Tests.Host;

public class SettingsTests
{
    [Fact]
    public async Task LocalSettings_AreTheEnvironment_AndRealVariablesWin()
    {
        await using var host = await EmulatorHost.StartAsync(new EmulatorHostOptions
        {
            Functions = [typeof(SettingFunctions)],
            LocalSettingsJson = """
                { "IsEncrypted": false, "Values": { "Paths__Setting": "setting", "A:B": "colon", "C__D": "underscores", "PATH": "not this" } }
                """,
        });
        Assert.Equal("colon", await host.Client.GetStringAsync("/setting/A:B", TestContext.Current.CancellationToken));
        Assert.Equal("underscores", await host.Client.GetStringAsync("/setting/C:D", TestContext.Current.CancellationToken));
        Assert.Equal(
            Environment.GetEnvironmentVariable("PATH"),
            await host.Client.GetStringAsync("/setting/PATH", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{ "IsEncrypted": true, "Values": { "A": "xyz" } }""", "func settings decrypt")]
    [InlineData("""{ "Values": """, "no valid JSON")]
    public async Task LocalSettings_ThatCannotBeRead_StopTheStart(string json, string advice)
    {
        var options = new EmulatorHostOptions { Functions = [typeof(SettingFunctions)], LocalSettingsJson = json };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => EmulatorHost.StartAsync(options));
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binding_WithAnUnsetSetting_PutsItsFunctionInErrorAndTheHostStaysUp()
    {
        await using var host = await EmulatorHost.StartAsync(new EmulatorHostOptions
        {
            Functions = [typeof(SettingFunctions)],
            Settings = new Dictionary<string, string?> { ["Paths:Setting"] = "s", ["AzureWebJobs.Unset.Disabled"] = "true", ["X"] = "x" },
        });
        Assert.Equal("x", await host.Client.GetStringAsync("/s/X", TestContext.Current.CancellationToken));
        var status = await host.AdminAsync("/admin/functions/Unset/status");
        Assert.Contains("'Paths:Unset' has no value", status.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureWebJobs.aThingByName.Disabled", "true", HttpStatusCode.NotFound)]
    [InlineData("AzureWebJobs_aThingByName_Disabled", "1", HttpStatusCode.NotFound)]
    [InlineData("AzureWebJobs.aThingByName.Disabled", "false", HttpStatusCode.OK)]
    [InlineData("AzureWebJobs:aThingByName:Disabled", "true", HttpStatusCode.OK)]
    public async Task Function_ThatIsDisabled_IsNotFoundAndHidesLaterRoutes(string name, string value, HttpStatusCode expected)
    {
        await using var host = await EmulatorHost.StartAsync(new EmulatorHostOptions
        {
            Functions = [typeof(RouteFunctions)],
            Settings = new Dictionary<string, string?> { [name] = value },
        });
        using var response = await host.Client.GetAsync("/things/effective", TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task HostJson_IsOverridden_ByItsSettings()
    {
        await using var host = await EmulatorHost.StartAsync(new EmulatorHostOptions
        {
            Functions = [typeof(RouteFunctions)],
            Settings = new Dictionary<string, string?> { ["AzureFunctionsJobHost:extensions:http:routePrefix"] = "other" },
        });
        using var response = await host.Client.GetAsync("/other/things/x", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-00:01:00")]
    public async Task FunctionTimeout_ThatIsNoTime_StopsTheStart(string timeout)
    {
        var options = new EmulatorHostOptions { Functions = [], HostJson = $$"""{ "functionTimeout": "{{timeout}}" }""" };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => EmulatorHost.StartAsync(options));
        Assert.Contains("functionTimeout", error.Message, StringComparison.Ordinal);
    }
}
