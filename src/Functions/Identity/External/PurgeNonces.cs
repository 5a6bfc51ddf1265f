using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Identity.External;

namespace ToskaMesh.Functions.Identity.External;

/// <summary>Forgets used nonces about as often as their time is over.</summary>
internal sealed class PurgeNonces(IUsedNonces nonces, TimeProvider time) : ITickPart
{
    private long? _purgedAt;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_purgedAt is { } last && time.GetElapsedTime(last) < ExternalNonce.Lifetime)
        {
            return;
        }

        await nonces.PurgeAsync(cancellationToken);
        _purgedAt = time.GetTimestamp();
    }
}
