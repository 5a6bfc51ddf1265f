using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Rotation;

namespace ToskaMesh.Functions.Identity.Tokens;

internal sealed class SigningKeyRotation(
    ISigningKeyStore keys, SigningKeySeal seal, IAfterCommit afterCommit, IOptions<TokenOptions> options, TimeProvider time) : ISigningKeyRotation
{
    private volatile bool _done;

    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        if (_done)
        {
            return;
        }

        // Whoever needs this publishes next.
        if ((await keys.ListAsync(cancellationToken)).Count == 0)
        {
            await StepAsync(cancellationToken);
        }

        _done = true;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Looked at first: as a rule there is nothing to do, and nothing to take a turn for.
        var known = await keys.ListAsync(cancellationToken);
        if (!RotationRules.Step([.. known.Select(key => key.Key)], time.GetUtcNow(), options.Value.Policy).IsNothing
            && await StepAsync(cancellationToken))
        {
            await afterCommit.RunAsync();
        }
    }

    public async Task<bool> ReplaceAsync(SigningKeyReplacement order, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (!await keys.ReplaceAsync(order, origin, await seal.GeneratorAsync(cancellationToken), cancellationToken))
        {
            return false;
        }

        await afterCommit.RunAsync();
        return true;
    }

    private async Task<bool> StepAsync(CancellationToken cancellationToken) =>
        await keys.StepAsync(options.Value.Policy, await seal.GeneratorAsync(cancellationToken), cancellationToken);
}
