using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Commands;

/// <summary>One answer that a command waits for.</summary>
public sealed record CommandTarget
{
    /// <summary>From 0 within its command.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Who is to answer; null for any one instance of the service.</summary>
    public InstanceId? Addressee { get; init; }

    public CommandState State { get; init; }

    /// <summary>Who fetched it last, or answered.</summary>
    public InstanceId? TakenBy { get; init; }

    /// <summary>Until when it is offered to nobody else.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>How often it was fetched.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>JSON.</summary>
    public string? Result { get; init; }

    public string? Error { get; init; }

    public bool IsOpen => State is CommandState.Pending or CommandState.Delivered;
}
