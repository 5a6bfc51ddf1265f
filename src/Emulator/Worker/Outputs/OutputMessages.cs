using System.Text;
using System.Text.Json;
using Azure.Core.Serialization;

namespace ToskaMesh.Emulator.Worker.Outputs;

/// <summary>
/// Makes messages of an output's value: text and bytes as they are, anything else as JSON. A list is as many messages.
/// </summary>
internal static class OutputMessages
{
    private const string Text = "text/plain";
    private const string Bytes = "application/octet-stream";
    private const string Json = "application/json";

    public static IReadOnlyList<OutputMessage> Of(object value, ObjectSerializer serializer) => value switch
    {
        string text => [OfText(text)],
        byte[] bytes => [new(bytes, Bytes)],
        ReadOnlyMemory<byte> bytes => [new(bytes, Bytes)],
        IEnumerable<byte[]> list => [.. list.Select(bytes => new OutputMessage(bytes, Bytes))],
        _ => OfJson(serializer.Serialize(value, value.GetType())),
    };

    private static OutputMessage OfText(string text) => new(Encoding.UTF8.GetBytes(text), Text);

    // What a value is in JSON decides, since JSON is what reaches the genuine host.
    private static List<OutputMessage> OfJson(BinaryData json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select(OfElement)]
            : [new(json.ToMemory(), Json)];
    }

    private static OutputMessage OfElement(JsonElement element) =>
        element.ValueKind == JsonValueKind.String
            ? OfText(element.GetString()!)
            : new(Encoding.UTF8.GetBytes(element.GetRawText()), Json);
}
