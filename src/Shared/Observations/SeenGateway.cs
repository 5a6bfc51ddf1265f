using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Observations;

/// <summary>A gateway, as it last described itself.</summary>
public sealed record SeenGateway
{
    public required InstanceId Id { get; init; }

    public GatewayMode? Mode { get; init; }

    /// <summary>By the control plane's clock.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>In order of name.</summary>
    public IReadOnlyList<FollowedDocument> Documents { get; init; } = [];

    /// <summary>What is known of the gateway after a report.</summary>
    /// <param name="before">Null when it is new.</param>
    public static SeenGateway After(SeenGateway? before, GatewayReport report, DateTimeOffset now) => new()
    {
        Id = report.Gateway,
        Mode = report.Mode ?? before?.Mode,
        LastSeen = now,
        Documents =
        [
            .. report.Documents.Concat(before?.Documents ?? []).DistinctBy(document => document.Name, StringComparer.Ordinal)
                .OrderBy(document => document.Name, StringComparer.Ordinal),
        ],
    };

    /// <summary>Whether it serves by an older route table than the last one published, or by none.</summary>
    /// <param name="published">Null while none was published.</param>
    public bool IsBehind(TableVersion? published)
    {
        var applied = Documents.FirstOrDefault(document => document.Name == DocumentNames.RouteTable)?.Applied;
        return published is { } newest && (applied is null || applied.Order() < newest);
    }
}
