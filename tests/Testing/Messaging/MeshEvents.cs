using System.Globalization;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Testing.Messaging;

/// <summary>Events as tests need them.</summary>
public static class MeshEvents
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>An instance that was registered; later revisions are told later.</summary>
    public static MeshEvent Of(string instance, long revision = 1, string service = "orders", string type = EventTypes.ServiceRegistered) => new()
    {
        Id = Guid.CreateVersion7(Start),
        Type = type,
        Subject = instance,
        Time = Start + TimeSpan.FromSeconds(revision),
        Revision = revision,
        Data = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"serviceId":"{{instance}}","serviceName":"{{service}}","address":"10.0.0.1","port":5001,"scheme":"http","status":"Healthy"}"""),
    };

    /// <summary>On their way out, in this order.</summary>
    public static IReadOnlyList<OutboxEntry> Entries(params IEnumerable<MeshEvent> events) =>
        [.. events.Select((@event, index) => new OutboxEntry(index + 1, @event))];
}
