namespace ToskaMesh.Shared.Registry;

/// <param name="Values">Distinct, in order, at most <see cref="MaxValues"/>.</param>
public sealed record MetadataKey(string Key, int InstanceCount, IReadOnlyList<string> Values)
{
    public const int MaxValues = 100;

    /// <summary>More keys than one service's instances have in earnest.</summary>
    public const int MaxKeys = 256;
}
