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
    private readonly Dictionary<(DateTimeOffset Minute, InstanceId Gateway, string Id, long Mark), (RequestFigures Sum, DateTimeOffset Until)> _figures = [];

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
                    Count(report.Gateway, instance.ServiceId.Value, instance.Window!);
                }

                foreach (var route in report.Routes)
                {
                    Count(report.Gateway, RouteFigureKey.Of(route.Route, route.Version), route.Window);
                }

                return true;
            },
            cancellationToken);

    public Task<Page<SeenGateway>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () => page.Cut(
                _gateways.Values.Where(gateway => gateway.LastSeen > _store.Now - ObservationLimits.GatewayRetention), gateway => gateway.Id.Value),
            cancellationToken);

    public async Task<IReadOnlyList<InstanceFigures>> SumAsync(
        IReadOnlyCollection<InstanceId> instances, FigurePeriods periods, CancellationToken cancellationToken)
    {
        var sums = await SumAsync(instances.Select(instance => instance.Value).ToHashSet(), periods, cancellationToken);
        return [.. sums.Select(sum => new InstanceFigures(InstanceId.Parse(sum.Id), sum.Mark, sum.Period, sum.Figures))];
    }

    public async Task<IReadOnlyList<RouteFigures>> SumAsync(
        ConfigurationName route, IReadOnlyCollection<long> versions, FigurePeriods periods, CancellationToken cancellationToken)
    {
        var ids = versions.Distinct().ToDictionary(version => RouteFigureKey.Of(route, version));
        var sums = await SumAsync(ids.Keys.ToHashSet(), periods, cancellationToken);
        return [.. sums.Select(sum => new RouteFigures(ids[sum.Id], sum.Mark, sum.Period, sum.Figures))];
    }

    public Task<bool> PruneAsync(CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                foreach (var row in _figures.Keys.Where(row => row.Minute <= FigureRules.LastForgotten(_store.Now)).ToList())
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

    private Task<IReadOnlyList<(string Id, long Mark, FigurePeriod Period, RequestFigures Figures)>> SumAsync(
        HashSet<string> ids, FigurePeriods periods, CancellationToken cancellationToken) =>
        _store.WithinAsync<IReadOnlyList<(string Id, long Mark, FigurePeriod Period, RequestFigures Figures)>>(
            () =>
            [
                .. _figures.Where(row => row.Key.Minute > FigureRules.LastForgotten(_store.Now) && ids.Contains(row.Key.Id))
                    .GroupBy(row => (row.Key.Id, row.Key.Mark, Period: periods.PeriodOf(row.Key.Minute)), row => row.Value.Sum)
                    .Select(rows => (rows.Key.Id, rows.Key.Mark, rows.Key.Period, rows.Aggregate(RequestFigures.None, (sum, one) => sum + one))),
            ],
            cancellationToken);

    private void Count(InstanceId gateway, string id, WindowFigures window)
    {
        var key = (window.Minute, gateway, id, window.Mark);
        var known = _figures.TryGetValue(key, out var row);
        if (FigureRules.IsKept(window, _store.Now) && FigureRules.IsNew(window, known ? row.Until : null))
        {
            _figures[key] = ((known ? row.Sum : RequestFigures.None) + window.Figures, window.End);
        }
    }
}
