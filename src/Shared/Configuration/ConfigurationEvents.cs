using System.Text.Json;
using System.Text.Json.Nodes;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Shared.Configuration;

/// <summary>What is told and recorded of a change: who did what to which version, and never what it holds.</summary>
public static class ConfigurationEvents
{
    private const int DetailLength = 512;

    /// <param name="revision">Above 0; later events of the same subject have higher ones.</param>
    public static MeshEvent Changed(ConfigurationResult result, long revision, DateTimeOffset now)
    {
        var head = Head(result);
        var data = new JsonObject
        {
            ["configurationId"] = head.Id.ToString(),
            ["name"] = head.Key.Name.Value,
            ["environment"] = head.Key.Environment.Value,
            ["kind"] = JsonNamingPolicy.CamelCase.ConvertName(head.Kind.ToString()),
            ["change"] = JsonNamingPolicy.CamelCase.ConvertName(result.Outcome.ToString()),
            ["version"] = head.Version,
            ["hash"] = head.Hash,
            ["activeVersion"] = head.Active,
            ["changedBy"] = head.ChangedBy,
        };
        return new MeshEvent
        {
            Id = Guid.CreateVersion7(now),
            Type = EventTypes.ConfigurationChanged,
            Subject = head.Key.ToString(),
            Time = now,
            Revision = revision,
            Data = data.ToJsonString(),
        };
    }

    public static SecurityEvent Record(ConfigurationChange change, ConfigurationResult result, DateTimeOffset now)
    {
        var head = Head(result);
        var detail = $"version {head.Version}{(change is RollBackConfiguration back ? $" with the content of {back.Version}" : "")}{(result.Version is not null && !change.Activate ? ", which does not hold yet" : "")}{(change.Notes is null ? "" : $": {change.Notes}")}";
        return new SecurityEvent
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            Action = result.Outcome switch
            {
                ConfigurationOutcome.Created => SecurityActions.ConfigurationCreated,
                ConfigurationOutcome.RolledBack => SecurityActions.ConfigurationRolledBack,
                ConfigurationOutcome.Deleted => SecurityActions.ConfigurationDeleted,
                ConfigurationOutcome.Activated => SecurityActions.ConfigurationActivated,
                _ => SecurityActions.ConfigurationUpdated,
            },
            Succeeded = true,
            Actor = change.By.Subject,
            Target = head.Key.ToString(),
            ClientNetwork = change.By.ClientNetwork,
            CorrelationId = change.By.CorrelationId,
            Detail = detail.Length > DetailLength ? detail[..DetailLength] : detail,
        };
    }

    private static ConfigurationHead Head(ConfigurationResult result) =>
        result is { Changes: true, Head: { } head } ? head : throw new ArgumentException("Nothing was changed.", nameof(result));
}
