using Microsoft.Extensions.Configuration;

namespace ToskaMesh.Emulator.Host.Settings;

/// <summary>Which functions are switched off.</summary>
internal static class DisabledFunctions
{
    /// <summary>
    /// The genuine host's names of the setting. <c>AzureWebJobs__Name__Disabled</c> is not one of them: it arrives with
    /// colons, which the genuine host does not look for.
    /// </summary>
    public static bool Contains(string function, IConfiguration settings) =>
        IsTrue(settings[$"AzureWebJobs.{function}.Disabled"]) || IsTrue(settings[$"AzureWebJobs_{function}_Disabled"]);

    private static bool IsTrue(string? value) =>
        value == "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
