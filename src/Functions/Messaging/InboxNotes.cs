using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;

namespace ToskaMesh.Functions.Messaging;

internal static class InboxNotes
{
    /// <summary>
    /// Notes an event in one statement, sent at once: what is asked of this transaction next sees it, and of two
    /// processes that note one event, the later waits for the other's end. Both stores understand it.
    /// </summary>
    /// <returns>False when it was noted before.</returns>
    public static async Task<bool> TryNoteAsync(this MeshDbContext context, InboxRow note, CancellationToken cancellationToken) =>
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Inbox" ("Consumer", "EventId", "Subject", "Revision", "HandledAt")
            VALUES ({note.Consumer}, {note.EventId}, {note.Subject}, {note.Revision}, {note.HandledAt.UtcTicks}) ON CONFLICT DO NOTHING
            """,
            cancellationToken) == 1;
}
