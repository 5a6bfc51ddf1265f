using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Secrets;

/// <summary>A secret and who may have it. No record: nothing prints its value by the way.</summary>
public sealed class Secret
{
    /// <summary>In the place of a service's name: every service.</summary>
    public const string EveryService = "*";

    private readonly string _value;
    private readonly IReadOnlyCollection<string> _services;

    /// <param name="services">Names of services, or <see cref="EveryService"/>; whoever is not named may not have it.</param>
    /// <param name="version">Another one whenever the value is another one; it tells nothing about the value.</param>
    public Secret(string value, IReadOnlyCollection<string> services, string version) => (_value, _services, Version) = (value, services, version);

    public string Version { get; }

    public bool IsFor(ServiceName service) =>
        _services.Any(name => name == EveryService || name.Equals(service.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>For the answer to a service that it is for, and for nothing else.</summary>
    public string Reveal() => _value;

    public override string ToString() => "secret";
}
