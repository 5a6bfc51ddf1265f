using ToskaMesh.Functions.Identity.Secrets;
using ToskaMesh.Shared.Identity.External;

namespace ToskaMesh.Functions.Identity.External;

internal sealed class ExternalNonces(IMasterKey master, IUsedNonces used, TimeProvider time) : IExternalNonces
{
    public async ValueTask<(string Nonce, DateTimeOffset ExpiresAt)> MakeAsync(string provider, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return (ExternalNonce.Make(await KeyAsync(cancellationToken), provider, now), now + ExternalNonce.Lifetime);
    }

    public async ValueTask<bool> IsOursAsync(string provider, string nonce, CancellationToken cancellationToken) =>
        ExternalNonce.Check(await KeyAsync(cancellationToken), provider, nonce, time.GetUtcNow()) is not null;

    public async ValueTask<bool> TryUseAsync(string provider, string nonce, CancellationToken cancellationToken) =>
        ExternalNonce.Check(await KeyAsync(cancellationToken), provider, nonce, time.GetUtcNow()) is { } until
        && await used.TryUseAsync(ExternalNonce.NameOf(nonce), until, cancellationToken);

    private ValueTask<byte[]> KeyAsync(CancellationToken cancellationToken) =>
        master.DeriveAsync("nonces of external sign-ins", ExternalNonce.KeyLength, cancellationToken);
}
