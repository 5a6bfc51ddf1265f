using System.Globalization;
using System.Text.Json;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using Yarp.ReverseProxy.Configuration;

namespace ToskaMesh.Gateway.Routing;

/// <summary>What an instance's destination carries beyond its address.</summary>
internal static class DestinationMetadata
{
    private const string WeightKey = "weight";
    private const string SchemeKey = "scheme";
    private const string CheckKey = "check";
    private const string OutKey = "out";
    private const string VersionKey = "version";
    private const string TagsKey = "tags";

    // No tag has a control character in it.
    private const char TagSeparator = '\n';

    /// <summary>Null for the usual instance: routed, weight 1, http, no check, neither version nor tags.</summary>
    public static Dictionary<string, string>? Of(RoutedInstance instance)
    {
        if (instance is { Routed: true, Weight: 1, Scheme: not InstanceScheme.H2c, Check: null, Version: null, Tags.Count: 0 })
        {
            return null;
        }

        var metadata = new Dictionary<string, string>(4) { [WeightKey] = instance.Weight.ToString(CultureInfo.InvariantCulture) };
        if (instance.Scheme == InstanceScheme.H2c)
        {
            metadata[SchemeKey] = nameof(InstanceScheme.H2c);
        }

        if (!instance.Routed)
        {
            metadata[OutKey] = "";
        }

        if (instance.Check is { } check)
        {
            metadata[CheckKey] = JsonSerializer.Serialize(check, MetadataJsonContext.Default.RoutedCheck);
        }

        if (instance.Version is { } version)
        {
            metadata[VersionKey] = version;
        }

        if (instance.Tags.Count > 0)
        {
            metadata[TagsKey] = string.Join(TagSeparator, instance.Tags);
        }

        return metadata;
    }

    /// <summary>Neither what the table keeps out, which is only probed, nor what drains.</summary>
    public static bool TakesTraffic(DestinationConfig destination) => Value(destination, OutKey) is null && Weight(destination) > 0;

    /// <summary>0 drains.</summary>
    public static int Weight(DestinationConfig destination) =>
        Value(destination, WeightKey) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;

    /// <summary>Null where gateways probe nothing.</summary>
    public static ProbeTarget? ProbeTarget(DestinationConfig destination)
    {
        if (Value(destination, CheckKey) is not { } text)
        {
            return null;
        }

        var uri = new Uri(destination.Address);
        return new ProbeTarget(
            ServiceAddress.Parse(uri.Host.Trim('[', ']')),
            uri.Port,
            IsH2c(destination) ? InstanceScheme.H2c : uri.Scheme == Uri.UriSchemeHttps ? InstanceScheme.Https : InstanceScheme.Http,
            JsonSerializer.Deserialize(text, MetadataJsonContext.Default.RoutedCheck)!.ToHealthCheck());
    }

    /// <summary>Null where the instance did not say.</summary>
    public static string? Version(DestinationConfig destination) => Value(destination, VersionKey);

    public static string[] Tags(DestinationConfig destination) => Value(destination, TagsKey)?.Split(TagSeparator) ?? [];

    public static bool IsH2c(DestinationConfig destination) => Value(destination, SchemeKey) is not null;

    private static string? Value(DestinationConfig destination, string key) =>
        destination.Metadata is { } metadata && metadata.TryGetValue(key, out var value) ? value : null;
}
