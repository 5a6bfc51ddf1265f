using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Commands;

/// <summary>
/// What may become of a command's target. Pure: adapters load, apply and store. An open target is offered to whom it is
/// addressed until somebody answers or its time is over, whichever comes first; after that nothing changes it.
/// </summary>
public static class CommandRules
{
    /// <param name="addressees">Those of a command to all; empty for one that any instance may answer.</param>
    public static MeshCommand Begin(Guid id, ServiceName service, CommandOrder order, IReadOnlyList<InstanceId> addressees, string caller, DateTimeOffset now) => new()
    {
        Id = id,
        Service = service,
        Name = order.Name,
        Arguments = order.Arguments,
        RequestedBy = caller,
        CreatedAt = now,
        ExpiresAt = now + order.Timeout,
        Targets = addressees.Count == 0
            ? [new CommandTarget { Ordinal = 0 }]
            : [.. addressees.Select((addressee, ordinal) => new CommandTarget { Ordinal = ordinal, Addressee = addressee })],
    };

    /// <summary>As a reader sees it: time decides, whether or not a sweep came by.</summary>
    public static CommandTarget At(CommandTarget target, DateTimeOffset expiresAt, DateTimeOffset now) =>
        target.IsOpen && now >= expiresAt ? target with { State = CommandState.Expired, LeaseUntil = null } : target;

    /// <summary>Null when there is nothing for this instance now.</summary>
    public static CommandTarget? Take(CommandTarget target, InstanceId instance, DateTimeOffset expiresAt, DateTimeOffset now) =>
        IsFor(target, instance) && At(target, expiresAt, now).IsOpen && !(target.LeaseUntil > now)
            ? target with
            {
                State = CommandState.Delivered,
                TakenBy = instance,
                LeaseUntil = now + CommandLimits.Lease < expiresAt ? now + CommandLimits.Lease : expiresAt,
                Attempts = target.Attempts + 1,
            }
            : null;

    /// <summary>
    /// Takes the first answer. Also from an instance whose lease was over, or that heard of the command through a
    /// broker: it did the work.
    /// </summary>
    public static (ReplyOutcome Outcome, CommandTarget Target) Reply(
        CommandTarget target, CommandReply reply, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        var seen = At(target, expiresAt, now);
        return seen.State switch
        {
            _ when !IsFor(seen, reply.Instance) => (ReplyOutcome.NotFound, target),
            CommandState.Expired => (ReplyOutcome.Expired, target),
            CommandState.Pending or CommandState.Delivered => (ReplyOutcome.Done, Answer(seen, reply, now)),
            _ => (IsSame(seen, reply) ? ReplyOutcome.Done : ReplyOutcome.Answered, target),
        };
    }

    /// <summary>Of a whole command: open while one target is, else the worst that became of one.</summary>
    public static CommandState StateOf(IReadOnlyList<CommandTarget> targets)
    {
        var states = targets.Select(target => target.State).ToHashSet();
        CommandState[] worstFirst = [CommandState.Pending, CommandState.Delivered, CommandState.Expired, CommandState.Failed];
        return worstFirst.Where(states.Contains).Append(CommandState.Succeeded).First();
    }

    private static bool IsFor(CommandTarget target, InstanceId instance) => target.Addressee is null || target.Addressee == instance;

    private static CommandTarget Answer(CommandTarget target, CommandReply reply, DateTimeOffset now) => target with
    {
        State = reply.Succeeded ? CommandState.Succeeded : CommandState.Failed,
        TakenBy = reply.Instance,
        LeaseUntil = null,
        AnsweredAt = now,
        Result = reply.Result,
        Error = reply.Error,
    };

    private static bool IsSame(CommandTarget target, CommandReply reply) =>
        target.TakenBy == reply.Instance && target.State == (reply.Succeeded ? CommandState.Succeeded : CommandState.Failed)
        && target.Result == reply.Result && target.Error == reply.Error;
}
