using System.Text.Json;
using System.Text.Json.Nodes;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What is told and recorded of a rollout.</summary>
public static class RolloutEvents
{
    private const int DetailLength = 512;

    /// <param name="revision">Above 0; later events of the same subject have higher ones.</param>
    public static MeshEvent Told(Rollout rollout, RolloutNote note, long revision)
    {
        var data = new JsonObject
        {
            ["rolloutId"] = rollout.Id.ToString(),
            ["configurationId"] = rollout.ConfigurationId.ToString(),
            ["name"] = rollout.Key.Name.Value,
            ["environment"] = rollout.Key.Environment.Value,
            ["kind"] = Camel(rollout.Kind.ToString()),
            ["what"] = Camel(note.What.ToString()),
            ["phase"] = Camel(rollout.Progress.Phase.ToString()),
            ["step"] = rollout.Progress.Step,
            ["percent"] = rollout.Progress.PercentOf(rollout.Plan),
            ["version"] = rollout.Version,
            ["stableVersion"] = rollout.StableVersion,
            ["verdict"] = Camel(rollout.Gate.Verdict.ToString()),
            ["by"] = note.By,
            ["detail"] = note.Detail,
        };
        return new MeshEvent
        {
            Id = Guid.CreateVersion7(note.At),
            Type = EventTypes.ConfigurationRollout,
            Subject = rollout.Key.ToString(),
            Time = note.At,
            Revision = revision,
            Data = data.ToJsonString(),
        };
    }

    /// <summary>Null of what nobody did and which is no end.</summary>
    public static SecurityEvent? Record(Rollout rollout, RolloutNote note, ConfigurationAuthor? by)
    {
        if (SecurityActions.OfRollout(note.What) is not { } action)
        {
            return null;
        }

        var detail = $"{rollout.Id} of version {rollout.Version}{(note.Detail is null ? "" : $": {note.Detail}")}";
        return new SecurityEvent
        {
            Id = Guid.CreateVersion7(note.At),
            At = note.At,
            Action = action,
            Succeeded = true,
            Actor = note.By,
            Target = rollout.Key.ToString(),
            ClientNetwork = note.By is null ? null : by?.ClientNetwork,
            CorrelationId = note.By is null ? null : by?.CorrelationId,
            Detail = detail.Length > DetailLength ? detail[..DetailLength] : detail,
        };
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
