namespace ToskaMesh.Shared.Registry;

/// <summary>What a source says has changed.</summary>
/// <param name="Source">Such as <c>consul:dc1</c>.</param>
/// <param name="Departed">Those that it lists no more. They make room before the others come.</param>
public sealed record ImportBatch(string Source, IReadOnlyList<ImportedInstance> Instances, IReadOnlyList<InstanceId> Departed)
{
    /// <summary>Instances and departures of one batch: about as much as the store may be held for.</summary>
    public const int Limit = 500;

    public const int SourceLength = 128;
}
