using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Testing.Observations;

/// <summary>Reports without a database, held to the same contract as the real ones.</summary>
public sealed class InMemoryGatewayReports : IGatewayReports, IInstanceFigures, IRouteFigures
{
    private readonly InMemoryMeshStore _store;
    private readonly SortedDictionary<string, SeenGateway> _gateways = new(StringComparer.Ordinal);
    private readonly Dictionary<(DateTimeOffset Minute, InstanceId Gateway, string Id), (string Service, RequestFigures Sum, DateTimeOffset Until)> _figures = [];

    internal InMemoryGatewayReports(InMemoryMeshStore store) => _store = store;

    public Task RecordAsync(GatewayReport report, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                var before = _gateways.GetValueOrDefault(report.Gateway.Value);
                if (before is null && _gateways.Count >= ObservationLimits.Gateways)
                {
                    _gateways.Remove(_gateways.Values.MinBy(gateway => gateway.LastSeen)!.Id.Value);
                }

                _gateways[report.Gateway.Value] = SeenGateway.After(before, report, _store.Now);
                foreach (var instance in report.Instances.Where(instance => instance.Window is not null))
                {
                    Count(report.Gateway, instance.ServiceName.Value, instance.ServiceId.Value, instance.Window!);
                }

                foreach (var route in report.Routes)
                {
                    Count(report.Gateway, RouteFigureKey.Service, RouteFigureKey.Of(route.Route, route.Version), route.Window);
                }

                return true;
            },
            cancellationToken);

    public Task<Page<SeenGateway>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () => page.Cut(
                _gateways.Values.Where(gateway => gateway.LastSeen > _store.Now - ObservationLimits.GatewayRetention), gateway => gateway.Id.Value),
            cancellationToken);

    public Task<IReadOnlyList<InstanceFigures>> SumAsync(
        ServiceName service, IReadOnlyCollection<InstanceId> instances, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        _store.WithinAsync<IReadOnlyList<InstanceFigures>>(
            () =>
            [
                .. _figures
                    .Where(row => row.Key.Minute >= WindowFigures.MinuteOf(from) && row.Key.Minute < WindowFigures.MinuteOf(until) && row.Value.Service == service.Value)
                    .GroupBy(row => row.Key.Id)
                    .Select(rows => new InstanceFigures(InstanceId.Parse(rows.Key), rows.Aggregate(RequestFigures.None, (sum, row) => sum + row.Value.Sum)))
                    .Where(sum => instances.Contains(sum.ServiceId)),
            ],
            cancellationToken);

    public Task<RequestFigures> SumAsync(
        ConfigurationName route, long version, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () => _figures
                .Where(row => row.Key.Minute >= WindowFigures.MinuteOf(from) && row.Key.Minute < WindowFigures.MinuteOf(until) && row.Key.Id == RouteFigureKey.Of(route, version))
                .Aggregate(RequestFigures.None, (sum, row) => sum + row.Value.Sum),
            cancellationToken);

    public Task<bool> PruneAsync(CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                foreach (var row in _figures.Keys.Where(row => row.Minute <= _store.Now - ObservationLimits.FigureRetention).ToList())
                {
                    _figures.Remove(row);
                }

                foreach (var gone in _gateways.Values.Where(gateway => gateway.LastSeen <= _store.Now - ObservationLimits.GatewayRetention).ToList())
                {
                    _gateways.Remove(gone.Id.Value);
                }

                return false;
            },
            cancellationToken);

    private void Count(InstanceId gateway, string service, string id, WindowFigures window)
    {
        var key = (window.Minute, gateway, id);
        var known = _figures.TryGetValue(key, out var row);
        if (FigureRules.IsKept(window, _store.Now) && FigureRules.IsNew(window, known ? row.Until : null))
        {
            _figures[key] = (service, (known ? row.Sum : RequestFigures.None) + window.Figures, window.End);
        }
    }
}
