using System.Net;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Configuration.Secrets;
using ToskaMesh.Shared.Configuration.Secrets;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Tests.Configuration.Secrets;

public sealed class KeyVaultSecretsTests : IDisposable
{
    private static readonly SecretName Name = SecretName.Parse("DB-Password");

    private readonly StubVault _vault = new();
    private readonly KeyVaultSecrets _secrets;

    public KeyVaultSecretsTests()
    {
        var options = new SecretOptions { VaultUri = "https://mesh.vault.azure.net/" };
        var client = KeyVaultClient.Create(options, new StubCredential(), new SecretClientOptions { Transport = new HttpClientTransport(_vault) });
        _secrets = new KeyVaultSecrets(client, Options.Create(options));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _secrets.Dispose();
        _vault.Dispose();
    }

    [Fact]
    public async Task Find_ASecret_IsForThoseThatItsTagNames()
    {
        Put("s3cret", "orders, billing");

        var found = await _secrets.FindAsync(Name, Cancel);

        Assert.Equal(("s3cret", "v1"), (found!.Reveal(), found.Version));
        Assert.True(found.IsFor(ServiceName.Parse("billing")));
        Assert.False(found.IsFor(ServiceName.Parse("inventory")));
        Assert.DoesNotContain("s3cret", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ASecretWithoutATag_IsForNobody()
    {
        Put("s3cret", null);

        Assert.False((await _secrets.FindAsync(Name, Cancel))!.IsFor(ServiceName.Parse("orders")));
    }

    [Fact]
    public async Task Find_Again_DoesNotAskTheVaultAgain()
    {
        Assert.Null(await _secrets.FindAsync(Name, Cancel));
        Put("s3cret", "*");

        await _secrets.FindAsync(Name, Cancel);
        await _secrets.FindAsync(Name, Cancel);

        Assert.Equal(2, _vault.Reads);
    }

    [Fact]
    public async Task Find_InAVaultThatRefuses_IsUnavailableWithoutItsWords()
    {
        _vault.Failure = HttpStatusCode.Forbidden;

        var failure = await Assert.ThrowsAsync<SecretsUnavailableException>(() => _secrets.FindAsync(Name, Cancel));

        Assert.DoesNotContain("m4rked", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("mesh.vault.azure.net", failure.Message, StringComparison.Ordinal);
    }

    private void Put(string value, string? services)
    {
        _vault.Secrets["db-password"] = new JsonObject
        {
            ["value"] = value,
            ["id"] = "https://mesh.vault.azure.net/secrets/db-password/v1",
            ["attributes"] = new JsonObject { ["enabled"] = true },
            ["tags"] = services is null ? null : new JsonObject { [KeyVaultSecrets.Tag] = services },
        };
    }

    private sealed class StubCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("token", new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
