namespace ToskaMesh.Functions.Observations;

/// <summary>What a report led to.</summary>
public sealed record ObservationsAnswer
{
    /// <summary>Instances that are probed because of it.</summary>
    public required int Probed { get; init; }
}
