using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Probing;

/// <summary>
/// Opens every connection to an instance, for traffic and for probes. The address rules are applied to what a name
/// resolves to now, and only addresses that passed are dialled: a name may have changed its answer since registration.
/// </summary>
internal sealed partial class InstanceDialer(IHostResolver resolver, DialTerms terms, ILogger<InstanceDialer> logger)
{
    /// <param name="cancellationToken">The only limit on how long it takes.</param>
    /// <exception cref="SocketException">The name cannot be resolved, no address of it answers, or the rules refuse them all; the message says which.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var failure = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in await resolver.ResolveAsync(target.Host, cancellationToken))
        {
            if (RefusalOf(address, target.Port) is { } reason)
            {
                Log.Refused(logger, target.Host, address, target.Port, reason);
                failure = new SocketException((int)SocketError.AccessDenied, $"{address} {reason}.");
                continue;
            }

            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, target.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException unreachable)
            {
                socket.Dispose();
                failure = unreachable;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure;
    }

    private string? RefusalOf(IPAddress address, int port) =>
        terms.Addresses.Refusal(address) is { } refusal
            ? refusal
            : IPAddress.IsLoopback(address) && terms.OwnPorts.Contains(port) ? "and this port are the mesh itself" : null;
}
