using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Shared.Configuration;

/// <summary>What comes of a change. Pure: adapters load what it is about, ask, and store the answer in the same transaction.</summary>
public static class ConfigurationRules
{
    /// <param name="head">The configuration that the change is about, deleted or not; null when there never was one.</param>
    /// <param name="target">The version that a <see cref="RollBackConfiguration"/> names; null when there is none.</param>
    /// <param name="others">Configurations of the environment and the kind that are not deleted, this one not counted.</param>
    /// <param name="isRolling">Whether a rollout of it is under way.</param>
    public static ConfigurationResult Decide(
        ConfigurationChange change, ConfigurationHead? head, ConfigurationVersion? target, int others, bool isRolling, DateTimeOffset now)
    {
        if (head is not null && change.Kind is { } kind && head.Kind != kind)
        {
            return new ConfigurationResult(head.IsDeleted && change is not CreateConfiguration ? ConfigurationOutcome.NotFound : ConfigurationOutcome.OtherKind, head);
        }

        if (change is CreateConfiguration create)
        {
            return head is { IsDeleted: false } ? new ConfigurationResult(ConfigurationOutcome.Exists, head)
                : others >= Limit(create.Kind) ? new ConfigurationResult(ConfigurationOutcome.TooMany)
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

        if (isRolling && (change.Activate || change is DeleteConfiguration or RollBackConfiguration))
        {
            return new ConfigurationResult(ConfigurationOutcome.RolloutUnderWay, head);
        }

        return change switch
        {
            DeleteConfiguration => new ConfigurationResult(ConfigurationOutcome.Deleted, Delete(head, change, now)),
            ReplaceConfiguration replace => WriteIfNew(ConfigurationOutcome.Updated, head, replace.Draft, change, now),
            RollBackConfiguration when target is null => new ConfigurationResult(ConfigurationOutcome.NoSuchVersion, head),
            RollBackConfiguration => WriteIfNew(ConfigurationOutcome.RolledBack, head, target.ToDraft(), change, now),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "No rule knows this change."),
        };
    }

    /// <summary>Makes a version that is there the one that holds, as the end of a rollout does.</summary>
    public static ConfigurationHead Activate(ConfigurationHead head, ConfigurationVersionInfo version, string by, DateTimeOffset now) => head with
    {
        Active = version.Number,
        ActiveHash = version.Hash,
        ActiveSelector = version.Selector,
        ChangedAt = now,
        ChangedBy = by,
    };

    private static ConfigurationHead Delete(ConfigurationHead head, ConfigurationChange change, DateTimeOffset now) => head with
    {
        Active = 0,
        ActiveHash = "",
        ActiveSelector = ConfigurationSelector.Everybody,
        DeletedAt = now,
        ChangedAt = now,
        ChangedBy = change.By.Subject,
    };

    private static int Limit(ConfigurationKind? kind) => kind is ConfigurationKind.Route ? RouteLimits.Routes : ConfigurationLimits.PerEnvironment;

    // A configuration whose head is new begins with version 0, which nobody sees.
    private static ConfigurationHead New(CreateConfiguration create, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Key = create.Key,
        Kind = create.Kind ?? ConfigurationKind.Settings,
        Version = 0,
        Hash = "",
        Fingerprint = "",
        Selector = ConfigurationSelector.Everybody,
        Active = 0,
        ActiveHash = "",
        ActiveSelector = ConfigurationSelector.Everybody,
        CreatedAt = now,
        ChangedAt = now,
        ChangedBy = create.By.Subject,
    };

    private static ConfigurationResult WriteIfNew(
        ConfigurationOutcome outcome, ConfigurationHead head, ConfigurationDraft draft, ConfigurationChange change, DateTimeOffset now) =>
        draft.Fingerprint() != head.Fingerprint ? Write(outcome, head, draft, change, now)
        : change.Activate && head.Active != head.Version ? new ConfigurationResult(ConfigurationOutcome.Activated, ActivateLast(head, change, now))
        : new ConfigurationResult(ConfigurationOutcome.Unchanged, head);

    private static ConfigurationHead ActivateLast(ConfigurationHead head, ConfigurationChange change, DateTimeOffset now) => head with
    {
        Active = head.Version,
        ActiveHash = head.Hash,
        ActiveSelector = head.Selector,
        ChangedAt = now,
        ChangedBy = change.By.Subject,
    };

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
        var version = ConfigurationVersion.Of(after, draft, change.Notes);
        return new ConfigurationResult(outcome, change.Activate ? ActivateLast(after, change, now) : after, version);
    }
}
