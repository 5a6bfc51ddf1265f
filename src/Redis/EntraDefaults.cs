using Azure.Core;
using StackExchange.Redis.Configuration;

namespace ToskaMesh.Redis;

/// <summary>
/// Azure Managed Redis takes an access token of Microsoft Entra for a password, and closes a connection when its token
/// ends. The library asks for the password anew at each connection, so the next one has a new token; until then limits
/// are counted in this process, as whenever Redis is away.
/// </summary>
internal sealed class EntraDefaults(TokenCredential credential, string user) : DefaultOptionsProvider
{
    public const string Scope = "https://redis.azure.com/.default";

    public override string User => user;

    public override string Password => credential.GetToken(new TokenRequestContext([Scope]), CancellationToken.None).Token;
}
