using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Shared.Identity;

/// <summary>What a whole credentials document keeps to.</summary>
internal static class CredentialTableRules
{
    /// <returns>The first rule that is broken, with a JSON pointer; null when none is.</returns>
    public static string? Fault(CredentialTable table)
    {
        if (table.SchemaVersion != CredentialTable.CurrentSchema)
        {
            return $"/schemaVersion: {table.SchemaVersion} is not {CredentialTable.CurrentSchema}, the one this build reads.";
        }

        return table.Epoch <= 0 || table.Version <= 0 ? "/version: epoch and version must be above 0."
            : KeyFault(table.ApiKeys) ?? SessionFault(table.RevokedSessions);
    }

    private static string? KeyFault(IReadOnlyList<PublishedApiKey> keys)
    {
        var ids = new HashSet<string>(keys.Count, StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (key is null)
            {
                return "/apiKeys: a key is null.";
            }

            if (!ids.Add(key.Id))
            {
                return $"/apiKeys: '{key.Id}' stands twice.";
            }

            // They go into a header of requests to services.
            if (!key.Scopes.All(ScopeName.IsValid))
            {
                return $"/apiKeys: a scope of '{key.Id}' {ScopeName.Rule}.";
            }
        }

        return null;
    }

    private static string? SessionFault(IReadOnlyList<RevokedSession> sessions)
    {
        var ids = new HashSet<string>(sessions.Count, StringComparer.Ordinal);
        foreach (var session in sessions)
        {
            if (session is not { SessionId.Length: > 0 and <= AccessTokenFields.MaxIdLength })
            {
                return $"/revokedSessions: a session id must be 1 to {AccessTokenFields.MaxIdLength} characters.";
            }

            if (!ids.Add(session.SessionId))
            {
                return $"/revokedSessions: '{session.SessionId}' stands twice.";
            }
        }

        return null;
    }
}
