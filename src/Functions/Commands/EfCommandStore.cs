using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Commands;

/// <summary>Commands in the mesh store.</summary>
internal sealed class EfCommandStore(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, TimeProvider time) : ICommandStore
{
    /// <summary>Commands of one sweep: about as much as the writer may be held for.</summary>
    public const int SweepLimit = 100;

    public Task<bool> TryAddAsync(MeshCommand command, CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, ct) =>
            {
                var context = transaction.Context;
                var now = transaction.Now;
                var open = await context.Commands.CountAsync(
                    row => row.Service == command.Service.Value && row.ExpiresAt > now && row.Open > 0, ct);
                if (open >= CommandLimits.OpenPerService)
                {
                    return false;
                }

                context.Commands.Add(CommandRow.From(command));
                context.CommandTargets.AddRange(command.Targets.Select(target => CommandTargetRow.From(command.Id, target)));
                await transaction.TellAsync(CommandEvents.Requested(command, await transaction.DrawAsync(0, ct), now), ct);
                return true;
            },
            cancellationToken);

    public Task<MeshCommand?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        ReadAsync(
            async context =>
            {
                var now = time.GetUtcNow();
                var row = await context.Commands.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
                return row is null || row.ExpiresAt + CommandLimits.Retention <= now
                    ? null
                    : row.ToCommand((await TargetsOf(context.CommandTargets.AsNoTracking(), id, cancellationToken))
                        .Select(target => CommandRules.At(target.ToTarget(), row.ExpiresAt, now)));
            },
            cancellationToken);

    public async Task<IReadOnlyList<CommandDelivery>> TakeAsync(
        ServiceName service, InstanceId instance, int limit, CancellationToken cancellationToken)
    {
        // Most polls find nothing: they need no turn of the writer to learn it.
        var now = time.GetUtcNow();
        return await ReadAsync(context => WaitingFor(context, service, instance, now).AnyAsync(cancellationToken), cancellationToken)
            ? await WriteAsync((transaction, ct) => TakeAsync(transaction, service, instance, limit, ct), cancellationToken)
            : [];
    }

    public Task<ReplyOutcome> ReplyAsync(Guid id, ServiceName service, CommandReply reply, CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, ct) =>
            {
                var context = transaction.Context;
                var row = await context.Commands.FirstOrDefaultAsync(row => row.Id == id && row.Service == service.Value, ct);
                var instance = reply.Instance.Value;
                var target = row is null ? null : await context.CommandTargets.FirstOrDefaultAsync(
                    target => target.CommandId == id && (target.Addressee == null || target.Addressee == instance), ct);
                if (row is null || target is null)
                {
                    return ReplyOutcome.NotFound;
                }

                var (outcome, after) = CommandRules.Reply(target.ToTarget(), reply, row.ExpiresAt, transaction.Now);
                Store(context, row, target, after);
                return outcome;
            },
            cancellationToken);

    public Task<CommandSweep> SweepAsync(CancellationToken cancellationToken) => WriteAsync(SweepAsync, cancellationToken);

    private static async Task<IReadOnlyList<CommandDelivery>> TakeAsync(
        StoreTransaction transaction, ServiceName service, InstanceId instance, int limit, CancellationToken cancellationToken)
    {
        var context = transaction.Context;
        var found = await WaitingFor(context, service, instance, transaction.Now)
            .OrderBy(pair => pair.Command.CreatedAt).ThenBy(pair => pair.Command.Id).Take(limit).ToListAsync(cancellationToken);
        var deliveries = new List<CommandDelivery>();
        foreach (var (row, target) in found.Select(pair => (pair.Command, pair.Target)))
        {
            if (CommandRules.Take(target.ToTarget(), instance, row.ExpiresAt, transaction.Now) is { } taken)
            {
                Store(context, row, target, taken);
                deliveries.Add(new CommandDelivery(row.ToCommand([]), taken));
            }
        }

        return deliveries;
    }

    private static IQueryable<WaitingCommand> WaitingFor(MeshDbContext context, ServiceName service, InstanceId instance, DateTimeOffset now) =>
        from command in context.Commands
        where command.Service == service.Value && command.ExpiresAt > now && command.Open > 0
        join target in context.CommandTargets on command.Id equals target.CommandId
        where (target.State == CommandState.Pending || target.State == CommandState.Delivered)
            && (target.Addressee == null || target.Addressee == instance.Value)
            && (target.LeaseUntil == null || target.LeaseUntil <= now)
        select new WaitingCommand { Command = command, Target = target };

    private static async Task<CommandSweep> SweepAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        var (context, now) = (transaction.Context, transaction.Now);
        var late = await context.Commands.Where(row => row.ExpiresAt <= now && row.Open > 0)
            .OrderBy(row => row.ExpiresAt).Take(SweepLimit).ToListAsync(cancellationToken);
        foreach (var row in late)
        {
            var targets = await TargetsOf(context.CommandTargets, row.Id, cancellationToken);
            foreach (var target in targets)
            {
                Store(context, row, target, CommandRules.At(target.ToTarget(), row.ExpiresAt, now));
            }

            var expired = row.ToCommand(targets.Select(target => target.ToTarget()));
            await transaction.TellAsync(CommandEvents.Expired(expired, await transaction.DrawAsync(0, cancellationToken), now), cancellationToken);
        }

        var since = now - CommandLimits.Retention;
        var forgotten = await context.Commands.Where(row => row.ExpiresAt <= since && row.Open == 0)
            .OrderBy(row => row.ExpiresAt).Take(SweepLimit).ExecuteDeleteAsync(cancellationToken);
        return new CommandSweep(late.Count, late.Count == SweepLimit || forgotten == SweepLimit);
    }

    private static void Store(MeshDbContext context, CommandRow row, CommandTargetRow target, CommandTarget after)
    {
        row.Open -= target.ToTarget().IsOpen && !after.IsOpen ? 1 : 0;
        target.Apply(after);
        context.Entry(row).DetectChanges();
        context.Entry(target).DetectChanges();
    }

    private static Task<List<CommandTargetRow>> TargetsOf(IQueryable<CommandTargetRow> rows, Guid id, CancellationToken cancellationToken) =>
        rows.Where(target => target.CommandId == id).OrderBy(target => target.Ordinal).ToListAsync(cancellationToken);

    // Its neighbours in the batch may have added commands or answers: a query sees only what was sent. Of several
    // processes one has the commands at a time, or two would give one order to two instances, or count an answer twice.
    private Task<T> WriteAsync<T>(Func<StoreTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                await transaction.Context.TakeTurnAsync("commands", ct);
                await transaction.Context.SaveChangesAsync(ct);
                return await work(transaction, ct);
            },
            cancellationToken);

    private Task<T> ReadAsync<T>(Func<MeshDbContext, Task<T>> read, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await read(context);
        });
}
