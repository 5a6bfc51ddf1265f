using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Observations;

/// <summary>What one gateway counted about one instance in one minute.</summary>
internal sealed class FigureRow
{
    public required DateTimeOffset Minute { get; init; }

    public required string Gateway { get; init; }

    public required string InstanceId { get; init; }

    public string Service { get; set; } = "";

    public long Requests { get; set; }

    public long Failures { get; set; }

    public long ServerErrors { get; set; }

    /// <summary>The end of the last window that is in these sums: see <see cref="FigureRules.IsNew"/>.</summary>
    public DateTimeOffset? CountedUntil { get; set; }

    public void Add(ServiceName service, WindowFigures window)
    {
        Service = service.Value;
        Requests += window.Figures.Requests;
        Failures += window.Figures.Failures;
        ServerErrors += window.Figures.ServerErrors;
        CountedUntil = window.End;
    }
}
