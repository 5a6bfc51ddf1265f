using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Functions.Observations;

/// <summary>How a gateway stands with one document.</summary>
public sealed record GatewayDocumentAnswer
{
    public required string Name { get; init; }

    public AppliedDocument? Applied { get; init; }

    public RejectedDocument? Rejected { get; init; }

    internal static GatewayDocumentAnswer From(FollowedDocument document) =>
        new() { Name = document.Name, Applied = document.Applied, Rejected = document.Rejected };
}
