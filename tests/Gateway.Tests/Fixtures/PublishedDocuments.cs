using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>A data directory as the control plane leaves it: documents replaced by renaming, versions counted.</summary>
internal sealed class PublishedDocuments
{
    private long _version;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("toska-gateway-").FullName;

    public string RouteTable => Path.Combine(Directory, DocumentNames.RouteTable);

    public string Credentials => Path.Combine(Directory, DocumentNames.Credentials);

    public string OwnRouteTable => Path.Combine(Directory, "gateway", DocumentNames.RouteTable);

    public string OwnCredentials => Path.Combine(Directory, "gateway", DocumentNames.Credentials);

    /// <summary>What the next tables say that tokens are verified with.</summary>
    public SigningKeySet Trusted { get; set; } = SigningKeySet.None;

    /// <summary>The explicit routes of the next tables.</summary>
    public IReadOnlyList<ExplicitRoute> Routes { get; set; } = [];

    /// <summary>The settings of the next tables.</summary>
    public IReadOnlyList<RoutedConfiguration> Configurations { get; set; } = [];

    public TableVersion Publish(params RoutedService[] services)
    {
        var table = Table(TestGateway.Epoch, ++_version, services) with
        {
            Issuer = Trusted.Issuer,
            SigningKeys = Trusted.Keys,
            Routes = Routes,
            Configurations = Configurations,
        };
        Replace(RouteTable, RouteTableJson.Serialize(table));
        return table.Order();
    }

    public TableVersion PublishKeys(DateTimeOffset issuedAt, params PublishedApiKey[] keys) => PublishCredentials(issuedAt, keys, []);

    public TableVersion PublishCredentials(DateTimeOffset issuedAt, IReadOnlyList<PublishedApiKey> keys, IReadOnlyList<RevokedSession> revoked)
    {
        var table = new CredentialTable
        {
            Epoch = TestGateway.Epoch,
            Version = ++_version,
            IssuedAt = issuedAt,
            ApiKeys = keys,
            RevokedSessions = revoked,
        };
        Replace(Credentials, CredentialTableJson.Serialize(table));
        return table.Order();
    }

    public static RouteTable Table(long epoch, long version, params RoutedService[] services) =>
        new() { Epoch = epoch, Version = version, Services = services };

    public static void Replace(string path, byte[] content)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }
}
