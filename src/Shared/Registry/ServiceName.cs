using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Registry;

/// <summary>
/// A service's name: 1 to 63 letters, digits, '-', '_' or '.', starting and ending with a letter or digit. Names are
/// compared without case, as YARP compares clusters and Consul its DNS names, and are kept in lower case.
/// </summary>
public sealed partial record ServiceName
{
    public const int MaxLength = 63;

    public const string Rule =
        "must be 1 to 63 letters, digits, '-', '_' or '.', and start and end with a letter or digit";

    // The control plane's own paths and the seed's prefix rule: a service of such a name could shadow one of them.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "ServiceRegistration", "ServiceDiscovery", "Auth", "Configurations", "Metrics", "Alerts", "Grafana", "Traces", "Status", "Messaging",
        "gateways", "observations",
    };

    private ServiceName(string value) => Value = value;

    public string Value { get; }

    public static bool IsReserved(string text) => Reserved.Contains(text);

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ServiceName? name)
    {
        name = text is not null && Pattern().IsMatch(text) && !IsReserved(text) ? new ServiceName(text.ToLowerInvariant()) : null;
        return name is not null;
    }

    /// <exception cref="FormatException">The text is no service name.</exception>
    public static ServiceName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is no service name: it {Rule}.");

    public override string ToString() => Value;

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\\z")]
    private static partial Regex Pattern();
}
