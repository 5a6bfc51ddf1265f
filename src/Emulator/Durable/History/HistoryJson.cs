using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ToskaMesh.Emulator.Durable.History;

/// <summary>History and messages as they are stored.</summary>
[JsonSerializable(typeof(Turn))]
[JsonSerializable(typeof(TurnEvent))]
[JsonSerializable(typeof(Microsoft.DurableTask.TaskFailureDetails))]
internal sealed partial class HistoryJson : JsonSerializerContext
{
    // Payloads are JSON inside of JSON, in a file that nobody renders: quotes need no six letters.
    private static readonly HistoryJson Compact = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    public static string Write(Turn turn) => JsonSerializer.Serialize(turn, Compact.Turn);

    public static Turn ReadTurn(string document) => Read(document, Compact.Turn);

    public static string Write(TurnEvent message) => JsonSerializer.Serialize(message, Compact.TurnEvent);

    public static TurnEvent ReadEvent(string document) => Read(document, Compact.TurnEvent);

    /// <summary>Properties of an exception may hold anything, so they are not kept.</summary>
    public static string? Write(Microsoft.DurableTask.TaskFailureDetails? failure) =>
        failure is null ? null : JsonSerializer.Serialize(failure, Compact.TaskFailureDetails);

    public static Microsoft.DurableTask.TaskFailureDetails? ReadFailure(string? document) =>
        document is null ? null : Read(document, Compact.TaskFailureDetails);

    private static T Read<T>(string document, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(document, type) ?? throw new InvalidOperationException($"A stored {typeof(T).Name} is empty.");
}
