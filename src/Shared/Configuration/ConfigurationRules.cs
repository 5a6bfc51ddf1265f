namespace ToskaMesh.Shared.Configuration;

/// <summary>What comes of a change. Pure: adapters load what it is about, ask, and store the answer in the same transaction.</summary>
public static class ConfigurationRules
{
    /// <param name="head">The configuration that the change is about, deleted or not; null when there never was one.</param>
    /// <param name="target">The version that a <see cref="RollBackConfiguration"/> names; null when there is none.</param>
    /// <param name="others">Configurations of the environment that are not deleted, this one not counted.</param>
    public static ConfigurationResult Decide(
        ConfigurationChange change, ConfigurationHead? head, ConfigurationVersion? target, int others, DateTimeOffset now)
    {
        if (change is CreateConfiguration create)
        {
            return head is { IsDeleted: false } ? new ConfigurationResult(ConfigurationOutcome.Exists, head)
                : others >= ConfigurationLimits.PerEnvironment ? new ConfigurationResult(ConfigurationOutcome.TooMany)
                : Write(ConfigurationOutcome.Created, head ?? New(create, now), create.Draft, change, now);
        }

        if (head is null or { IsDeleted: true })
        {
            return new ConfigurationResult(ConfigurationOutcome.NotFound);
        }

        if (change.Expected?.Contains(head.Version) is false)
        {
            return new ConfigurationResult(ConfigurationOutcome.VersionMismatch, head);
        }

        return change switch
        {
            DeleteConfiguration => new ConfigurationResult(
                ConfigurationOutcome.Deleted, head with { DeletedAt = now, ChangedAt = now, ChangedBy = change.By.Subject }),
            ReplaceConfiguration replace => WriteIfNew(ConfigurationOutcome.Updated, head, replace.Draft, change, now),
            RollBackConfiguration when target is null => new ConfigurationResult(ConfigurationOutcome.NoSuchVersion, head),
            RollBackConfiguration => WriteIfNew(ConfigurationOutcome.RolledBack, head, target.ToDraft(), change, now),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "No rule knows this change."),
        };
    }

    // A configuration whose head is new begins with version 0, which nobody sees.
    private static ConfigurationHead New(CreateConfiguration create, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Key = create.Key,
        Version = 0,
        Hash = "",
        Fingerprint = "",
        Selector = ConfigurationSelector.Everybody,
        CreatedAt = now,
        ChangedAt = now,
        ChangedBy = create.By.Subject,
    };

    private static ConfigurationResult WriteIfNew(
        ConfigurationOutcome outcome, ConfigurationHead head, ConfigurationDraft draft, ConfigurationChange change, DateTimeOffset now) =>
        draft.Fingerprint() == head.Fingerprint
            ? new ConfigurationResult(ConfigurationOutcome.Unchanged, head)
            : Write(outcome, head, draft, change, now);

    private static ConfigurationResult Write(
        ConfigurationOutcome outcome, ConfigurationHead head, ConfigurationDraft draft, ConfigurationChange change, DateTimeOffset now)
    {
        var after = head with
        {
            Version = head.Version + 1,
            Hash = draft.Document.Hash,
            Fingerprint = draft.Fingerprint(),
            Selector = draft.Selector,
            Description = draft.Description,
            ChangedAt = now,
            ChangedBy = change.By.Subject,
            DeletedAt = null,
        };
        return new ConfigurationResult(outcome, after, ConfigurationVersion.Of(after, draft, change.Notes));
    }
}
