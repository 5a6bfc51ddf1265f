using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;

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

    public TableVersion Publish(params RoutedService[] services)
    {
        var table = Table(TestGateway.Epoch, ++_version, services);
        Replace(RouteTable, RouteTableJson.Serialize(table));
        return table.Order();
    }

    public TableVersion PublishKeys(DateTimeOffset issuedAt, params PublishedApiKey[] keys)
    {
        var table = new CredentialTable { Epoch = TestGateway.Epoch, Version = ++_version, IssuedAt = issuedAt, ApiKeys = keys };
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
