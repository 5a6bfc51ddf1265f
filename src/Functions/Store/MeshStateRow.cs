namespace ToskaMesh.Functions.Store;

/// <summary>What the mesh remembers of itself: one row.</summary>
internal sealed class MeshStateRow
{
    public const int TheId = 1;

    public int Id { get; init; } = TheId;

    /// <summary>Made with the store: tells this file from another of the same name. Null until the first start.</summary>
    public Guid? StoreId { get; set; }

    /// <summary>The last number that was drawn, where no sequence gives them.</summary>
    public long Revision { get; set; }

    /// <summary>0 while the store has none.</summary>
    public long Epoch { get; set; }

    public DateTimeOffset? EpochStartedAt { get; set; }

    /// <summary>With <see cref="PublishedVersion"/>, the last table that was published.</summary>
    public long PublishedEpoch { get; set; }

    public long PublishedVersion { get; set; }

    /// <summary>When the control plane was last seen awake; by a tick, or by a read where timers stopped.</summary>
    public DateTimeOffset? LastTick { get; set; }

    public DateTimeOffset? GraceUntil { get; set; }

    /// <summary>With <see cref="AwayUntil"/>, the last time in which nobody could renew; null while there was none.</summary>
    public DateTimeOffset? AwayFrom { get; set; }

    public DateTimeOffset? AwayUntil { get; set; }

    public string? RelayHolder { get; set; }

    public DateTimeOffset? RelayUntil { get; set; }
}
