using Azure;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Configuration.Secrets;

namespace ToskaMesh.Functions.Configuration.Secrets;

/// <summary>
/// Secrets in Azure Key Vault. A secret's tag <c>toska-services</c> names the services that it is for, separated by
/// commas; without the tag it is for none. What was read is kept a while, a bounded number of it: vaults limit how often
/// they are asked.
/// </summary>
internal sealed class KeyVaultSecrets(SecretClient client, IOptions<SecretOptions> options) : ISecretSource, IDisposable
{
    public const string Tag = "toska-services";

    private const int MaxKept = 500;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MaxKept });

    public async Task<Secret?> FindAsync(SecretName name, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue<Secret>(name, out var kept))
        {
            return kept;
        }

        var found = await ReadAsync(name, cancellationToken);
        if (found is not null)
        {
            _kept.Set(name, found, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = options.Value.KeptFor });
        }

        return found;
    }

    public void Dispose() => _kept.Dispose();

    private async Task<Secret?> ReadAsync(SecretName name, CancellationToken cancellationToken)
    {
        try
        {
            var secret = (await client.GetSecretAsync(name.Value, cancellationToken: cancellationToken)).Value;
            var services = secret.Properties.Tags.TryGetValue(Tag, out var tag) ? tag : "";
            return new Secret(
                secret.Value, services.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), secret.Properties.Version);
        }
        catch (RequestFailedException exception) when (exception.Status is 404)
        {
            return null;
        }
        catch (Exception exception) when (exception is RequestFailedException or Azure.Identity.AuthenticationFailedException or AggregateException)
        {
            throw new SecretsUnavailableException("The Key Vault does not answer, or not to this identity.", exception);
        }
    }
}
