namespace ToskaMesh.Shared.Configuration.Secrets;

/// <summary>Where secrets are kept. The mesh stores none of them.</summary>
public interface ISecretSource
{
    /// <summary>Null when there is none of that name.</summary>
    /// <exception cref="SecretsUnavailableException">It cannot be asked.</exception>
    Task<Secret?> FindAsync(SecretName name, CancellationToken cancellationToken);
}
