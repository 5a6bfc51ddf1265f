using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using Xunit;

namespace ToskaMesh.Testing.Commands;

/// <summary>What every adapter of <see cref="ICommandStore"/> must do, with its outbox. Each test starts with an empty store.</summary>
public abstract class CommandStoreContract : IAsyncLifetime
{
    private static readonly ServiceName Orders = ServiceName.Parse("orders");
    private static readonly InstanceId One = InstanceId.Parse("orders-1");
    private static readonly InstanceId Two = InstanceId.Parse("orders-2");

    private CommandStoreUnderTest? _store;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private CommandStoreUnderTest Store => _store ?? throw new InvalidOperationException("The test has not started.");

    private ICommandStore Commands => Store.Commands;

    private IOutbox Outbox => Store.Outbox;

    public async ValueTask InitializeAsync() => _store = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected abstract ValueTask<CommandStoreUnderTest> CreateAsync(FakeTimeProvider time);

    [Fact]
    public async Task Add_IsKeptAndTold()
    {
        var command = await AddAsync(One, Two);

        var found = await FindAsync(command);
        Assert.Equal((command.Name, command.Arguments, command.RequestedBy, command.ExpiresAt), (found.Name, found.Arguments, found.RequestedBy, found.ExpiresAt));
        Assert.Equal(command.Targets, found.Targets);
        var told = Assert.Single(await TakeEventsAsync());
        Assert.Equal((EventTypes.CommandRequested, "orders"), (told.Type, told.Subject));
        Assert.Contains(command.Id.ToString(), told.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_BeyondTheLimitOfOneService_IsRefusedUntilSomeAreAnswered()
    {
        var first = await AddAsync();
        await Task.WhenAll(Enumerable.Range(1, CommandLimits.OpenPerService - 1).Select(_ => AddAsync()));

        Assert.False(await Commands.TryAddAsync(Command(), Cancel));
        Assert.True(await Commands.TryAddAsync(Command() with { Service = ServiceName.Parse("billing") }, Cancel));
        await Commands.ReplyAsync(first.Id, Orders, new CommandReply(One, true, null, null), Cancel);
        Assert.True(await Commands.TryAddAsync(Command(), Cancel));
    }

    [Fact]
    public async Task Take_CommandToOne_GoesToWhoeverComesFirst()
    {
        var command = await AddAsync();

        var taken = Assert.Single(await TakeAsync(One));

        Assert.Equal((command.Id, command.Arguments, 1), (taken.Command.Id, taken.Command.Arguments, taken.Target.Attempts));
        Assert.Empty(await TakeAsync(Two));
        Assert.Empty(await TakeAsync(One));
        Assert.Equal((CommandState.Delivered, One), (Single(await FindAsync(command)).State, Single(await FindAsync(command)).TakenBy));
    }

    [Fact]
    public async Task Take_AfterTheLease_OffersTheCommandAgain()
    {
        var command = await AddAsync();
        await TakeAsync(One);

        Time.Advance(CommandLimits.Lease);

        var taken = Assert.Single(await TakeAsync(Two));
        Assert.Equal((command.Id, 2), (taken.Command.Id, taken.Target.Attempts));
    }

    [Fact]
    public async Task Take_CommandToAll_GoesToEachOnce()
    {
        await AddAsync(One, Two);

        Assert.Single(await TakeAsync(One));
        Assert.Single(await TakeAsync(Two));
        Assert.Empty(await TakeAsync(One));
        Assert.Empty(await TakeAsync(InstanceId.Parse("orders-3")));
    }

    [Fact]
    public async Task Take_Many_ComeOldestFirstAndBounded()
    {
        var commands = new List<MeshCommand>();
        for (var i = 0; i < 5; i++)
        {
            commands.Add(await AddAsync());
            Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var first = await Commands.TakeAsync(Orders, One, 3, Cancel);
        var rest = await Commands.TakeAsync(Orders, One, 3, Cancel);

        Assert.Equal(commands.Select(command => command.Id), first.Concat(rest).Select(delivery => delivery.Command.Id));
        Assert.Empty(await Commands.TakeAsync(ServiceName.Parse("billing"), One, 3, Cancel));
    }

    [Fact]
    public async Task Take_ByTwoAtOnce_GivesEachCommandToOne()
    {
        for (var i = 0; i < 20; i++)
        {
            await AddAsync();
        }

        var takers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => TakeAsync(InstanceId.Parse($"orders-{i}"))));

        Assert.Equal(20, takers.SelectMany(taken => taken).Select(delivery => delivery.Command.Id).Distinct().Count());
        Assert.Equal(20, takers.Sum(taken => taken.Count));
    }

    [Fact]
    public async Task Reply_IsKeptAndTheSameAgainIsNoMistake()
    {
        var command = await AddAsync(One);
        await TakeAsync(One);
        var reply = new CommandReply(One, false, """{"code":7}""", "no disk");

        Assert.Equal(ReplyOutcome.Done, await Commands.ReplyAsync(command.Id, Orders, reply, Cancel));
        Assert.Equal(ReplyOutcome.Done, await Commands.ReplyAsync(command.Id, Orders, reply, Cancel));
        Assert.Equal(ReplyOutcome.Answered, await Commands.ReplyAsync(command.Id, Orders, reply with { Succeeded = true, Error = null }, Cancel));

        var target = Single(await FindAsync(command));
        Assert.Equal((CommandState.Failed, reply.Result, reply.Error, Time.GetUtcNow()), (target.State, target.Result, target.Error, target.AnsweredAt));
        Time.Advance(CommandLimits.Lease);
        Assert.Empty(await TakeAsync(One));
    }

    [Fact]
    public async Task Reply_ToWhatIsNotTheirs_FindsNothing()
    {
        var command = await AddAsync(One);
        var reply = new CommandReply(Two, true, null, null);

        Assert.Equal(ReplyOutcome.NotFound, await Commands.ReplyAsync(command.Id, Orders, reply, Cancel));
        Assert.Equal(ReplyOutcome.NotFound, await Commands.ReplyAsync(command.Id, ServiceName.Parse("billing"), reply with { Instance = One }, Cancel));
        Assert.Equal(ReplyOutcome.NotFound, await Commands.ReplyAsync(Guid.NewGuid(), Orders, reply, Cancel));
    }

    [Fact]
    public async Task Expired_IsSeenBeforeTheSweepAndToldByIt()
    {
        var command = await AddAsync(One, Two);
        await Commands.ReplyAsync(command.Id, Orders, new CommandReply(One, true, null, null), Cancel);
        await TakeEventsAsync();
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([CommandState.Succeeded, CommandState.Expired], (await FindAsync(command)).Targets.Select(target => target.State));
        Assert.Empty(await TakeAsync(Two));
        Assert.Equal(ReplyOutcome.Expired, await Commands.ReplyAsync(command.Id, Orders, new CommandReply(Two, true, null, null), Cancel));

        Assert.Equal(1, (await Commands.SweepAsync(Cancel)).Expired);
        Assert.Equal(0, (await Commands.SweepAsync(Cancel)).Expired);
        var told = Assert.Single(await TakeEventsAsync());
        Assert.Equal(EventTypes.CommandExpired, told.Type);
        Assert.Contains("\"unanswered\":1", told.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_OfAnAnsweredCommand_TellsNothing()
    {
        var command = await AddAsync();
        await Commands.ReplyAsync(command.Id, Orders, new CommandReply(One, true, null, null), Cancel);
        await TakeEventsAsync();
        Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(0, (await Commands.SweepAsync(Cancel)).Expired);
        Assert.Empty(await TakeEventsAsync());
    }

    [Fact]
    public async Task Sweep_ADayAfterItsTime_ForgetsTheCommand()
    {
        var command = await AddAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        await Commands.SweepAsync(Cancel);
        Time.Advance(CommandLimits.Retention - TimeSpan.FromSeconds(1));
        await Commands.SweepAsync(Cancel);
        Assert.NotNull(await Commands.FindAsync(command.Id, Cancel));

        Time.Advance(TimeSpan.FromSeconds(1));
        await Commands.SweepAsync(Cancel);

        Assert.Null(await Commands.FindAsync(command.Id, Cancel));
    }

    private static CommandTarget Single(MeshCommand command) => Assert.Single(command.Targets);

    private MeshCommand Command(params InstanceId[] addressees) => CommandRules.Begin(
        Guid.CreateVersion7(Time.GetUtcNow()),
        Orders,
        new CommandOrder("restart", """{"hard":true}""", TimeSpan.FromMinutes(1), addressees.Length > 1, null),
        addressees,
        "admin",
        Time.GetUtcNow());

    private async Task<MeshCommand> AddAsync(params InstanceId[] addressees)
    {
        var command = Command(addressees);
        Assert.True(await Commands.TryAddAsync(command, Cancel));
        return command;
    }

    private async Task<MeshCommand> FindAsync(MeshCommand command)
    {
        var found = await Commands.FindAsync(command.Id, Cancel);
        Assert.NotNull(found);
        return found;
    }

    private Task<IReadOnlyList<CommandDelivery>> TakeAsync(InstanceId instance) => Commands.TakeAsync(Orders, instance, 100, Cancel);

    private async Task<IReadOnlyList<MeshEvent>> TakeEventsAsync()
    {
        var entries = await Outbox.ReadDueAsync(10, Cancel);
        await Outbox.MarkSentAsync([.. entries.Select(entry => entry.Sequence)], Cancel);
        return [.. entries.Select(entry => entry.Event)];
    }
}
