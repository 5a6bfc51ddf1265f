using System.Security.Cryptography;
using System.Text;

namespace ToskaMesh.Shared.Messaging;

/// <summary>A message that a consumer failed on at every delivery. It waits for a person, who sends it again or gives it up.</summary>
public sealed record DeadLetter
{
    /// <summary>More of a message is cut off; then it was no event of this mesh, whose bodies are far smaller.</summary>
    public const int MaxMessageLength = 256 * 1024;

    /// <summary>The same for the same message and consumer, so that a second delivery makes no second letter.</summary>
    public required string Id { get; init; }

    public required string Consumer { get; init; }

    /// <summary>As it was received: a CloudEvent in JSON, or what nobody could read.</summary>
    public required string Message { get; init; }

    /// <summary>What the consumer failed with; null where only the broker and the log know.</summary>
    public string? Reason { get; init; }

    /// <summary>The last time.</summary>
    public required DateTimeOffset DiedAt { get; init; }

    /// <summary>How often it died: more than once when a replay failed, too.</summary>
    public required int Deaths { get; init; }

    /// <summary>When it was last sent again, if it has not died since.</summary>
    public DateTimeOffset? ReplayedAt { get; init; }

    /// <summary>Null for what is no event of the mesh.</summary>
    public MeshEvent? Event => CloudEventJson.Read(Message);

    public static string IdOf(string consumer, string message)
    {
        var name = CloudEventJson.Read(message)?.Id.ToString("n") ?? message;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{consumer}\n{name}")).AsSpan(0, 16));
    }
}
