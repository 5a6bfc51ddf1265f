using System.Net;
using ToskaMesh.Shared.Health;

namespace ToskaMesh.Probing;

/// <summary>Connects, and closes.</summary>
internal sealed class TcpProbe(InstanceDialer dialer) : IProbe
{
    public async Task<ProbeResult> RunAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        await using var connection = await dialer.ConnectAsync(new DnsEndPoint(target.Address.Value, target.Port), cancellationToken);
        return ProbeResult.Passing($"connected to port {target.Port}");
    }
}
