using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace ToskaMesh.Functions.Configuration.Secrets;

/// <summary>How the vault is asked: few tries and short ones, since a caller waits.</summary>
internal static class KeyVaultClient
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static SecretClient Create(SecretOptions options) => Create(options, new DefaultAzureCredential(), new SecretClientOptions());

    public static SecretClient Create(SecretOptions options, TokenCredential credential, SecretClientOptions client)
    {
        client.Retry.MaxRetries = 1;
        client.Retry.NetworkTimeout = Timeout;
        return new SecretClient(new Uri(options.VaultUri), credential, client);
    }
}
