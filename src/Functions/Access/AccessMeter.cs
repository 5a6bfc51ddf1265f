using System.Diagnostics.Metrics;

namespace ToskaMesh.Functions.Access;

/// <summary>What access to the control plane's API comes to, in numbers.</summary>
internal static class AccessMeter
{
    private static readonly Meter Meter = new("ToskaMesh.Access");

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "toska_access_refused", description: "Requests to the control plane that were refused for who asks, by reason.");

    public static void Refuse(string reason) => Refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
