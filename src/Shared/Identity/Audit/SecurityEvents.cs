using System.Text.Json;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Shared.Identity.Audit;

/// <summary>The audit's records as events on the bus.</summary>
public static class SecurityEvents
{
    /// <param name="revision">Above 0; later events of the same subject have higher ones.</param>
    public static MeshEvent ToEvent(SecurityEvent happened, long revision) => new()
    {
        Id = happened.Id,
        Type = SecurityActions.EventType(happened.Action),
        Subject = happened.Target,
        Time = happened.At,
        Revision = revision,
        Data = JsonSerializer.Serialize(happened, SecurityEventJsonContext.Default.SecurityEvent),
    };
}
