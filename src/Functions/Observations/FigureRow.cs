using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Functions.Observations;

/// <summary>What one gateway counted about one instance, or one version of a route (<see cref="RouteFigureKey"/>), in one minute, of requests that were sent under one mark.</summary>
internal sealed class FigureRow
{
    public required DateTimeOffset Minute { get; init; }

    public required string Gateway { get; init; }

    public required string InstanceId { get; init; }

    /// <summary><see cref="WindowFigures.Mark"/>.</summary>
    public required long Mark { get; init; }

    public string Service { get; set; } = "";

    public long Requests { get; set; }

    public long Failures { get; set; }

    public long ServerErrors { get; set; }

    /// <summary>The end of the last window that is in these sums: see <see cref="FigureRules.IsNew"/>.</summary>
    public DateTimeOffset? CountedUntil { get; set; }

    public void Add(string service, WindowFigures window)
    {
        Service = service;
        Requests += window.Figures.Requests;
        Failures += window.Figures.Failures;
        ServerErrors += window.Figures.ServerErrors;
        CountedUntil = window.End;
    }
}
