using ToskaMesh.Gateway.Access;
using ToskaMesh.Gateway.Documents;
using ToskaMesh.Gateway.ExplicitRoutes;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Gateway.Watching;
using ToskaMesh.Shared.Routing;
using Yarp.ReverseProxy.Configuration;

namespace ToskaMesh.Gateway.Routing;

/// <summary>The route table: read, compared with the one that serves, and given to YARP where it differs.</summary>
internal sealed class RouteTableDocument(
    ClusterFactory factory,
    MeshProxyConfigProvider provider,
    RouteSet routes,
    TokenAuthentication tokens,
    InstanceMarks marks,
    WatchedConfigurations configurations)
    : IFollowedDocument<RouteTable>
{
    private readonly Dictionary<string, ClusterConfig> _clusters = new(StringComparer.OrdinalIgnoreCase);
    private readonly RouteTableReader _reader = new();
    private IReadOnlyList<RoutedService> _serving = [];

    public string Name => DocumentNames.RouteTable;

    public UnixFileMode CopyMode => UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public DocumentReading<RouteTable> Read(ReadOnlyMemory<byte> content)
    {
        var reading = _reader.Read(content);
        return reading.Accepted
            ? DocumentReading<RouteTable>.Of(reading.Table, reading.Table.Order())
            : DocumentReading<RouteTable>.Rejected(RejectionReason.Of(reading.Rejection.Value), reading.Errors);
    }

    public async Task<DocumentRejection?> ApplyAsync(RouteTable document, CancellationToken cancellationToken)
    {
        var diff = RouteTableDiff.Between(_serving, document.Services);
        if (!diff.IsEmpty)
        {
            Rebuild(diff);
            if (await provider.PublishAsync(_clusters.Values, cancellationToken) is { } refusal)
            {
                // What YARP refuses as a whole it has not taken in part; the next table is compared with nothing.
                _serving = [];
                _clusters.Clear();
                return new DocumentRejection(RejectionReason.Invalid, refusal.Message);
            }
        }

        // After the services that they lead to.
        routes.Apply(document.Routes);
        tokens.Trust(document.Trusted());

        // Before anybody is woken to fetch what the marks are of.
        marks.Use(document);
        configurations.Use(document.Configurations);
        _serving = document.Services;
        return null;
    }

    private void Rebuild(RouteTableDiff diff)
    {
        foreach (var removed in diff.Removed)
        {
            _clusters.Remove(removed.Name);
        }

        foreach (var service in diff.Added)
        {
            _clusters[service.Name] = factory.Create(service);
        }

        foreach (var service in diff.Changed)
        {
            _clusters[service.Name] = factory.Create(service);
        }
    }
}
