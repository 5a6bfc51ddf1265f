using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Rotation;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>The signing keys in the mesh store.</summary>
internal sealed class EfSigningKeyStore(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer) : ISigningKeyStore
{
    public Task<IReadOnlyList<SealedSigningKey>> ListAsync(CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync<IReadOnlyList<SealedSigningKey>>(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await context.SigningKeys.AsNoTracking().ToDictionaryAsync(row => row.KeyId, cancellationToken);
            return [.. RotationRules.Order(rows.Values.Select(row => row.ToKey())).Select(key => rows[key.Id].ToSealed())];
        });

    public Task<bool> StepAsync(RotationPolicy policy, Func<NewSigningKey> generate, CancellationToken cancellationToken) =>
        TakeAsync((keys, now) => RotationRules.Step(keys, now, policy), RotationAudit.Of, generate, cancellationToken);

    public Task<bool> ReplaceAsync(
        SigningKeyReplacement order, RequestOrigin origin, Func<NewSigningKey> generate, CancellationToken cancellationToken) =>
        TakeAsync(
            (keys, now) => RotationRules.Replace(keys, now, order.Revoke),
            (step, made, now) => RotationAudit.Of(step, made, order, origin, now),
            generate,
            cancellationToken);

    private Task<bool> TakeAsync(
        Func<IReadOnlyList<SigningKey>, DateTimeOffset, RotationStep?> decide,
        Func<RotationStep, SigningKey?, DateTimeOffset, IEnumerable<SecurityEvent>> tell,
        Func<NewSigningKey> generate,
        CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.TheState,
            async (transaction, ct) =>
            {
                // One at a time over all processes, or two would both make the key that is missing.
                await transaction.LockStateAsync(ct);

                // Looked for in the store, so what the batch has not sent yet goes there first.
                await transaction.Context.SaveChangesAsync(ct);
                var rows = await transaction.Context.SigningKeys.ToListAsync(ct);
                if (decide([.. rows.Select(row => row.ToKey())], transaction.Now) is not { IsNothing: false } step)
                {
                    return false;
                }

                foreach (var happened in tell(step, Apply(transaction, rows, step, generate), transaction.Now))
                {
                    await transaction.RecordAsync(happened, ct);
                }

                return true;
            },
            cancellationToken);

    /// <returns>The key that was made, if one was.</returns>
    private static SigningKey? Apply(StoreTransaction transaction, List<SigningKeyRow> rows, RotationStep step, Func<NewSigningKey> generate)
    {
        transaction.Touch(StoreTopic.SigningKeys);
        var context = transaction.Context;
        context.SigningKeys.RemoveRange(rows.Where(row => step.Gone.Contains(row.KeyId)));
        foreach (var key in step.Changed)
        {
            var row = rows.Single(row => row.KeyId == key.Id);
            row.Apply(key);
            context.Entry(row).DetectChanges();
        }

        return step.Wanted is { } wanted ? Add(context, generate(), wanted, transaction.Now, step.Delay) : null;
    }

    private static SigningKey Add(MeshDbContext context, NewSigningKey generated, SigningKeyState wanted, DateTimeOffset now, TimeSpan delay)
    {
        var key = RotationRules.Make(generated.Public, wanted, now, delay);
        var row = SigningKeyRow.From(generated);
        row.Apply(key);
        context.SigningKeys.Add(row);
        return key;
    }
}
