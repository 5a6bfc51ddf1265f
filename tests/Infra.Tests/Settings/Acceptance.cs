using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions;
using ToskaMesh.Gateway;

namespace ToskaMesh.Infra.Tests.Settings;

/// <summary>Whether a process accepts an environment: both are put together with it, and what their validators refuse fails.</summary>
internal static class Acceptance
{
    public static void OfFunctionApp(IReadOnlyDictionary<string, string> environment)
    {
        AllNamesAreRead(environment, Setting.FunctionApp);
        var missing = BindingSettings.All.Where(name => !BindingSettings.IsIn(name, environment.Keys));
        Assert.True(!missing.Any(), $"Bindings name these, and the host has no default: {string.Join(", ", missing)}");
        using var app = ControlPlane.CreateBuilder([], builder => builder.Configuration.AddInMemoryCollection(ToSettings(environment))).Build();
        app.Services.GetService<IStartupValidator>()!.Validate();
    }

    public static void OfGateway(IReadOnlyDictionary<string, string> environment)
    {
        AllNamesAreRead(environment, Setting.Gateway);
        var app = GatewayApplication.Create([], builder => builder.Configuration.AddInMemoryCollection(ToSettings(environment)));
        app.Services.GetService<IStartupValidator>()!.Validate();
        ((IDisposable)app).Dispose();
    }

    /// <summary>A setting that nobody reads is a mistake, or what another version read.</summary>
    private static void AllNamesAreRead(IReadOnlyDictionary<string, string> environment, string process)
    {
        var unread = environment.Keys.Where(name => name.StartsWith("Mesh", StringComparison.Ordinal))
            .Where(name => SettingsCatalogue.Find(SettingsCatalogue.Plain(name)) is not { } setting || !setting.ReadBy.Contains(process));

        Assert.True(!unread.Any(), $"The {process} does not read {string.Join(", ", unread)}");
    }

    private static IEnumerable<KeyValuePair<string, string?>> ToSettings(IReadOnlyDictionary<string, string> environment) =>
        environment.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value));
}
