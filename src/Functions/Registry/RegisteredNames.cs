using System.Net.Sockets;
using ToskaMesh.Probing;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

internal sealed class RegisteredNames(IHostResolver resolver, DialTerms terms, TimeProvider time) : IRegisteredNames, IDisposable
{
    // A lookup that is given up goes on in its thread: so many at most.
    private readonly SemaphoreSlim _places = new(8);

    /// <summary>A registration does not wait for a name server that is away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public async Task<string?> RefusalAsync(ServiceAddress address, CancellationToken cancellationToken)
    {
        if (address.Ip is not null)
        {
            return null;
        }

        if (!await _places.WaitAsync(0, cancellationToken))
        {
            return null;
        }

        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // Its place is free when the lookup ends, which may be after nobody waits for it.
            var lookup = resolver.ResolveAsync(address.Host, either.Token);
            _ = lookup.ContinueWith(_ => _places.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            var found = await lookup;
            var refusals = found.Select(terms.Addresses.Refusal).ToList();

            // One that may be dialled is enough for whoever dials.
            return refusals.Count > 0 && refusals.TrueForAll(refusal => refusal is not null) ? $"resolves to what {refusals[0]}" : null;
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

    public void Dispose() => _places.Dispose();
}
