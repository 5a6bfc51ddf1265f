using Azure.Core;
using Npgsql;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>Azure Database for PostgreSQL takes an access token of Microsoft Entra for a password, when a connection is opened.</summary>
internal static class EntraPassword
{
    /// <summary>The resource of all such servers.</summary>
    public const string Scope = "https://ossrdbms-aad.database.windows.net/.default";

    private static readonly TokenRequestContext Wanted = new([Scope]);

    /// <summary>The credential keeps a token until shortly before its end, so most connections wait for none.</summary>
    public static NpgsqlDataSourceBuilder UseEntra(this NpgsqlDataSourceBuilder builder, TokenCredential credential) => builder.UsePasswordProvider(
        _ => credential.GetToken(Wanted, CancellationToken.None).Token,
        async (_, cancellationToken) => (await credential.GetTokenAsync(Wanted, cancellationToken)).Token);
}
