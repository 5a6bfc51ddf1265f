using CsCheck;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Commands;

/// <summary>One target of a command, whoever does what with it and whenever.</summary>
public sealed class CommandProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start + TimeSpan.FromSeconds(90);
    private static readonly InstanceId[] Instances = [InstanceId.Parse("a"), InstanceId.Parse("b")];

    private static readonly Gen<(int Kind, int Who, int Wait)[]> Histories =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 40]).Array[0, 12];

    private static readonly Gen<CommandTarget> Targets =
        Gen.OneOf<InstanceId?>(null, Instances[0]).Select(addressee => new CommandTarget { Ordinal = 0, Addressee = addressee });

    [Fact]
    public void Target_OnceFinal_NeverChanges() =>
        Gen.Select(Targets, Histories).Sample((target, history) => Play(target, history, (before, after, _) =>
            Assert.True(before.IsOpen || before == after)));

    [Fact]
    public void Take_Always_LeasesToItsAddresseeAloneAndWithinTime() =>
        Gen.Select(Targets, Histories).Sample((target, history) => Play(target, history, (before, after, now) =>
        {
            if (after.Attempts == before.Attempts)
            {
                return;
            }

            Assert.True(before.Addressee is null || before.Addressee == after.TakenBy);
            Assert.True(now < End && after.LeaseUntil <= End && after.LeaseUntil > now);
            Assert.False(before.LeaseUntil > now);
            Assert.Equal((CommandState.Delivered, before.Attempts + 1), (after.State, after.Attempts));
        }));

    [Fact]
    public void Answer_Always_IsOfAnAddresseeAndInTime() =>
        Gen.Select(Targets, Histories).Sample((target, history) => Play(target, history, (_, after, now) =>
        {
            if (after.AnsweredAt is { } when)
            {
                Assert.True(when < End && when <= now);
                Assert.True(after.Addressee is null || after.Addressee == after.TakenBy);
                Assert.Equal(after.Error is null ? CommandState.Succeeded : CommandState.Failed, after.State);
            }
        }));

    [Fact]
    public void AfterItsTime_NothingIsOpenToReaders() =>
        Gen.Select(Targets, Histories).Sample((target, history) =>
        {
            var last = Play(target, history, (_, _, _) => { });
            Assert.False(CommandRules.At(last, End, End).IsOpen);
            Assert.Null(CommandRules.Take(last, Instances[0], End, End));
        });

    [Fact]
    public void Reply_Twice_SaysDoneTwiceAndKeepsTheFirst() =>
        Targets.Sample(target =>
        {
            var reply = new CommandReply(Instances[0], true, "1", null);
            var (first, answered) = CommandRules.Reply(target, reply, End, Start);
            var (second, again) = CommandRules.Reply(answered, reply, End, End + TimeSpan.FromDays(1));
            var (other, kept) = CommandRules.Reply(answered, reply with { Result = "2" }, End, Start);
            Assert.Equal((ReplyOutcome.Done, ReplyOutcome.Done, ReplyOutcome.Answered), (first, second, other));
            Assert.Equal((answered, answered), (again, kept));
        });

    [Theory]
    [InlineData(CommandState.Pending, CommandState.Pending, CommandState.Failed)]
    [InlineData(CommandState.Delivered, CommandState.Delivered, CommandState.Expired)]
    [InlineData(CommandState.Expired, CommandState.Failed, CommandState.Expired)]
    [InlineData(CommandState.Failed, CommandState.Failed, CommandState.Succeeded)]
    [InlineData(CommandState.Succeeded, CommandState.Succeeded, CommandState.Succeeded)]
    public void StateOf_ACommand_IsThatOfItsWorstTarget(CommandState expected, params CommandState[] states) =>
        Assert.Equal(expected, CommandRules.StateOf([.. states.Select((state, i) => new CommandTarget { Ordinal = i, State = state })]));

    private static CommandTarget Play(CommandTarget target, (int Kind, int Who, int Wait)[] history, Action<CommandTarget, CommandTarget, DateTimeOffset> check)
    {
        var now = Start;
        foreach (var (kind, who, wait) in history)
        {
            now += TimeSpan.FromSeconds(wait);
            var instance = Instances[who];
            var after = kind switch
            {
                0 => CommandRules.Take(target, instance, End, now) ?? target,
                1 => CommandRules.Reply(target, new CommandReply(instance, who == 0, null, who == 0 ? null : "no"), End, now).Target,
                _ => CommandRules.At(target, End, now),
            };
            check(target, after, now);
            target = after;
        }

        return target;
    }
}
