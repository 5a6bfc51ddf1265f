using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using ToskaMesh.Emulator.Durable.Dispatch;
using ToskaMesh.Emulator.Host.Settings;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>Reads <c>extensions.durableTask</c> of <c>host.json</c>.</summary>
internal static partial class DurableHostJson
{
    /// <summary>The genuine host's, where it does not run in Azure.</summary>
    private const string DefaultHub = "TestHubName";

    /// <exception cref="InvalidOperationException">A setting is no value of its kind.</exception>
    public static DurableSettings Read(IConfiguration hostJson, IConfiguration settings)
    {
        var section = hostJson.GetSection("extensions:durableTask");
        var byDefault = 10 * Environment.ProcessorCount;
        return new DurableSettings(
            Hub(section["hubName"] ?? DefaultHub, settings),
            Count(section, "maxConcurrentOrchestratorFunctions", byDefault),
            Count(section, "maxConcurrentActivityFunctions", byDefault));
    }

    private static string Hub(string text, IConfiguration settings)
    {
        if (!SettingReferences.TryReplace(text, settings, out var hub, out var missing))
        {
            throw new InvalidOperationException($"host.json: durableTask.hubName: '{string.Join("', '", missing)}' has no value in the settings.");
        }

        return HubName().IsMatch(hub)
            ? hub
            : throw new InvalidOperationException($"host.json: durableTask.hubName '{hub}' must be 3 to 45 letters and digits, a letter first.");
    }

    private static int Count(IConfigurationSection section, string name, int byDefault) => section[name] switch
    {
        null => byDefault,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 => count,
        var text => throw new InvalidOperationException($"host.json: durableTask.{name} '{text}' is no positive number."),
    };

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$")]
    private static partial Regex HubName();
}
