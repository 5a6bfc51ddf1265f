using System.Net.Sockets;
using ToskaMesh.Probing;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

internal sealed class RegisteredNames(IHostResolver resolver, DialTerms terms, TimeProvider time) : IRegisteredNames
{
    /// <summary>A registration does not wait for a name server that is away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public async Task<string?> RefusalAsync(ServiceAddress address, CancellationToken cancellationToken)
    {
        if (address.Ip is not null)
        {
            return null;
        }

        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var found = await resolver.ResolveAsync(address.Host, either.Token);
            var refusals = found.Select(ip => (Address: ip, Refusal: terms.Addresses.Refusal(ip))).ToList();

            // One that may be dialled is enough for whoever dials.
            return refusals.Count > 0 && refusals.All(one => one.Refusal is not null)
                ? $"resolves to {refusals[0].Address}, which {refusals[0].Refusal}"
                : null;
        }
        catch (SocketException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
