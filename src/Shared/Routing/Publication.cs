namespace ToskaMesh.Shared.Routing;

/// <summary>What a publish came to.</summary>
/// <param name="Order">Of the table that is stored now; null when held.</param>
public sealed record Publication(PublicationOutcome Outcome, TableVersion? Order)
{
    public static Publication Held { get; } = new(PublicationOutcome.Held, null);
}
