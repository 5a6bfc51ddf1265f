namespace ToskaMesh.Shared.Commands;

/// <summary>Where one target of a command stands. The last three are final.</summary>
public enum CommandState
{
    Pending = 0,

    /// <summary>Fetched; if nothing is heard of it, it is offered again when its lease is over.</summary>
    Delivered = 1,

    Succeeded = 2,

    Failed = 3,

    /// <summary>Nobody answered in time.</summary>
    Expired = 4,
}
