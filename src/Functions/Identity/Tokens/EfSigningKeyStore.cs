using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;
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
        writer.WriteAsync(
            StoreKeys.TheState,
            async (transaction, ct) =>
            {
                // One at a time over all processes, or two would both make the key that is missing.
                await transaction.LockStateAsync(ct);

                // Looked for in the store, so what the batch has not sent yet goes there first.
                await transaction.Context.SaveChangesAsync(ct);
                var rows = await transaction.Context.SigningKeys.ToListAsync(ct);
                var step = RotationRules.Step([.. rows.Select(row => row.ToKey())], transaction.Now, policy);
                if (!step.IsNothing)
                {
                    await ApplyAsync(transaction, rows, step, generate, ct);
                }

                return !step.IsNothing;
            },
            cancellationToken);

    private static async Task ApplyAsync(
        StoreTransaction transaction, List<SigningKeyRow> rows, RotationStep step, Func<NewSigningKey> generate, CancellationToken cancellationToken)
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

        var made = step.Wanted is { } wanted ? Add(context, generate(), wanted, transaction.Now) : null;
        foreach (var happened in RotationAudit.Of(step, made, transaction.Now))
        {
            await transaction.RecordAsync(happened, cancellationToken);
        }
    }

    private static SigningKey Add(MeshDbContext context, NewSigningKey generated, SigningKeyState wanted, DateTimeOffset now)
    {
        var key = RotationRules.Make(generated.Public, wanted, now);
        var row = SigningKeyRow.From(generated);
        row.Apply(key);
        context.SigningKeys.Add(row);
        return key;
    }
}
