namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>Of a mesh that issues no tokens.</summary>
public sealed class NoSigningKeys : ISigningKeySource
{
    public ValueTask<SigningKeySet> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(SigningKeySet.None);
}
