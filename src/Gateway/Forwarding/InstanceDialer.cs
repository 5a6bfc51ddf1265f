using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Gateway.Forwarding;

/// <summary>
/// Opens every connection to an instance, for traffic and for probes. The address rules are applied to what a name
/// resolves to now, and only addresses that passed are dialled: a name may have changed its answer since registration.
/// </summary>
internal sealed partial class InstanceDialer(
    IHostResolver resolver, AddressRules rules, IOptions<GatewayOptions> options, TimeProvider timeProvider, ILogger<InstanceDialer> logger)
{
    private readonly TimeSpan _timeout = options.Value.ConnectTimeout;
    private readonly int[] _ownPorts = [options.Value.Port, options.Value.H2cPort];

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await DialAsync(context.DnsEndPoint, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // As a socket's error, so that it is a failed connection to everybody, and not a request that took too long.
            throw new SocketException((int)SocketError.TimedOut);
        }
    }

    private async Task<Stream> DialAsync(DnsEndPoint target, CancellationToken cancellationToken)
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
        rules.Refusal(address) is { } refusal
            ? refusal
            : IPAddress.IsLoopback(address) && _ownPorts.Contains(port) ? "and this port are the gateway itself" : null;
}
