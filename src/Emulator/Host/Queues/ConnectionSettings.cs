using Microsoft.Extensions.Configuration;
using ToskaMesh.Emulator.Host.Discovery;

namespace ToskaMesh.Emulator.Host.Queues;

/// <summary>The values of settings that bindings name as their connection.</summary>
internal static class ConnectionSettings
{
    /// <param name="property">The attribute's property that names the setting, for the error.</param>
    /// <exception cref="FunctionErrorException">No setting is named, or it has no value.</exception>
    public static string Read(IConfiguration settings, string? setting, string property)
    {
        if (string.IsNullOrEmpty(setting))
        {
            throw new FunctionErrorException($"{property} is missing. Name the setting that holds the connection string.");
        }

        return settings.GetConnectionString(setting) is { Length: > 0 } named ? named
            : settings[setting] is { Length: > 0 } value ? value
            : throw new FunctionErrorException($"{property}: the setting '{setting}' has no value.");
    }
}
