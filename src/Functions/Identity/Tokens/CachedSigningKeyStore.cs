using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Rotation;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>Keeps the keys for a moment, since every token needs them. What this process changed counts at once, what another did within <see cref="BriefReads.Longest"/>.</summary>
internal sealed class CachedSigningKeyStore(ISigningKeyStore store, StoreGenerations generations, TimeProvider time) : ISigningKeyStore, IDisposable
{
    private readonly BriefReads _reads = new(time);

    // None is no answer to keep: whoever asked is about to make the first one.
    public async Task<IReadOnlyList<SealedSigningKey>> ListAsync(CancellationToken cancellationToken) =>
        await _reads.GetAsync(
            $"{generations.Of(StoreTopic.SigningKeys)}",
            store.ListAsync,
            (keys, now) => keys.Count == 0 ? now : null,
            cancellationToken);

    public Task<bool> StepAsync(RotationPolicy policy, Func<NewSigningKey> generate, CancellationToken cancellationToken) =>
        store.StepAsync(policy, generate, cancellationToken);

    public Task<bool> ReplaceAsync(
        SigningKeyReplacement order, RequestOrigin origin, Func<NewSigningKey> generate, CancellationToken cancellationToken) =>
        store.ReplaceAsync(order, origin, generate, cancellationToken);

    public void Dispose() => _reads.Dispose();
}
