using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Observations;

/// <summary>A gateway, as callers read it.</summary>
public sealed record GatewayAnswer
{
    public required string Id { get; init; }

    public GatewayMode? Mode { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Whether a newer route table was published than the one it said it serves by.</summary>
    public required bool Behind { get; init; }

    public required IReadOnlyList<GatewayDocumentAnswer> Documents { get; init; }

    internal static GatewayAnswer From(SeenGateway gateway, TableVersion? published) => new()
    {
        Id = gateway.Id.Value,
        Mode = gateway.Mode,
        LastSeen = gateway.LastSeen,
        Behind = gateway.IsBehind(published),
        Documents = [.. gateway.Documents.Select(GatewayDocumentAnswer.From)],
    };
}
