namespace ToskaMesh.Shared.Configuration;

/// <param name="Head">The configuration after it; for a refusal as it is; null when there is none.</param>
/// <param name="Version">The new version; null when there is none.</param>
public sealed record ConfigurationResult(ConfigurationOutcome Outcome, ConfigurationHead? Head = null, ConfigurationVersion? Version = null)
{
    /// <summary>Whether something is to be stored and told.</summary>
    public bool Changes => Outcome is
        ConfigurationOutcome.Created or ConfigurationOutcome.Updated or ConfigurationOutcome.RolledBack or ConfigurationOutcome.Deleted or ConfigurationOutcome.Activated;
}
