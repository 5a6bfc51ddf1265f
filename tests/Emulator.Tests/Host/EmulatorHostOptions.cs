using Microsoft.Azure.Functions.Worker.Builder;

namespace ToskaMesh.Emulator.Tests.Host;

internal sealed class EmulatorHostOptions
{
    public required IReadOnlyList<Type> Functions { get; init; }

    public string HostJson { get; init; } = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""";

    public string? LocalSettingsJson { get; init; }

    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Null for the key file.</summary>
    public string? MasterKey { get; init; } = EmulatorHost.MasterKey;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>0 for any free one.</summary>
    public int Port { get; init; }

    public Action<FunctionsApplicationBuilder> Configure { get; init; } = static (_) => { };
}
