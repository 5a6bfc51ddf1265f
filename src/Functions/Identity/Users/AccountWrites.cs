using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Identity.Mail;
using ToskaMesh.Functions.Identity.Sessions;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Mail;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Identity.Users;

/// <summary>What writes of accounts have in common.</summary>
internal static class AccountWrites
{
    /// <summary>
    /// Over all processes, one has the accounts at a time: the last Admin, a token's one use and the number of sessions
    /// are decided on more than the rows that change. What neighbours in the batch did is sent first, since a query sees
    /// only what was sent.
    /// </summary>
    public static Task<T> WriteAccountsAsync<T>(
        this StoreWriter writer, Func<StoreTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                await transaction.Context.TakeTurnAsync("accounts", ct);
                await transaction.Context.SaveChangesAsync(ct);
                return await work(transaction, ct);
            },
            cancellationToken);

    public static async ValueTask RecordAsync(
        this StoreTransaction transaction, IEnumerable<SecurityEvent> events, CancellationToken cancellationToken)
    {
        foreach (var happened in events)
        {
            await transaction.RecordAsync(happened, cancellationToken);
        }
    }

    public static void Post(this StoreTransaction transaction, IEnumerable<SealedMail> mails) =>
        transaction.Context.Mails.AddRange(mails.Select(MailRow.From));

    /// <summary>Ends the user's sessions; from the commit on, none of their tokens is accepted.</summary>
    public static async Task<int> EndSessionsAsync(
        this StoreTransaction transaction, Guid userId, string? except, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var end = transaction.Now - SessionLimits.Aftermath;
        var open = await transaction.Context.Sessions
            .Where(row => row.UserId == userId && row.EndedAt == null && row.ExpiresAt > end && row.Id != except)
            .ToListAsync(cancellationToken);
        foreach (var row in open)
        {
            await transaction.EndSessionAsync(row, origin, cancellationToken);
        }

        return open.Count;
    }

    public static async ValueTask EndSessionAsync(
        this StoreTransaction transaction, SessionRow row, RequestOrigin origin, CancellationToken cancellationToken)
    {
        row.EndedAt = transaction.Now;
        transaction.Context.Entry(row).DetectChanges();
        await transaction.RevokeAsync(row.Id, cancellationToken);
        await transaction.RecordAsync(
            origin.Event(transaction.Now, SecurityActions.SessionEnded, row.Id, $"of user {row.UserId}"), cancellationToken);
    }
}
