using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Secrets;

/// <summary>The references to secrets in a document.</summary>
public static class SecretReferences
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The names by the places of the texts that refer to them, in the document's order. What is malformed is left out.</summary>
    public static IReadOnlyList<(string Pointer, SecretName Name)> Find(JsonElement root)
    {
        var found = new List<(string, SecretName)>();
        foreach (var (pointer, text) in Texts(root, ""))
        {
            SecretText.Replace(text, name => Note(found, pointer, name), _ => { });
        }

        return found;
    }

    /// <summary>What only looks like a reference, by its place. Names of members cannot be secrets.</summary>
    public static IEnumerable<ValidationError> Faults(JsonElement root)
    {
        var faults = new List<ValidationError>();
        foreach (var (pointer, text) in Texts(root, ""))
        {
            SecretText.Replace(text, _ => "", detail => faults.Add(new ValidationError(pointer, detail)));
        }

        faults.AddRange(Names(root, "").Where(one => SecretText.HasReference(one.Name))
            .Select(one => new ValidationError(one.Pointer, "has a member whose name refers to a secret: only values can")));
        return faults;
    }

    /// <summary>The document with secrets in it.</summary>
    /// <param name="reveal">Answers for every name of <see cref="Find"/>.</param>
    /// <returns>Null when it would be larger than <paramref name="limit"/> bytes.</returns>
    public static JsonElement? Resolve(JsonElement root, Func<SecretName, string> reveal, int limit)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            if (!Write(writer, root, reveal, limit))
            {
                return null;
            }
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static bool Write(Utf8JsonWriter writer, JsonElement element, Func<SecretName, string> reveal, int limit)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    if (!Write(writer, member.Value, reveal, limit))
                    {
                        return false;
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                if (element.EnumerateArray().Any(item => !Write(writer, item, reveal, limit)))
                {
                    return false;
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                if (SecretText.Replace(element.GetString()!, reveal, _ => { }, limit) is not { } text)
                {
                    return false;
                }

                writer.WriteStringValue(text);
                break;
            default:
                element.WriteTo(writer);
                break;
        }

        return writer.BytesCommitted + writer.BytesPending <= limit;
    }

    private static string Note(List<(string, SecretName)> found, string pointer, SecretName name)
    {
        found.Add((pointer, name));
        return "";
    }

    private static IEnumerable<(string Pointer, string Text)> Texts(JsonElement element, string pointer) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value, JsonPointer.Append(pointer, member.Name))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Texts(item, JsonPointer.Append(pointer, index))),
        JsonValueKind.String when element.GetString() is { } text && SecretText.HasReference(text) => [(pointer, text)],
        _ => [],
    };

    private static IEnumerable<(string Pointer, string Name)> Names(JsonElement element, string pointer) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(
            member => Names(member.Value, JsonPointer.Append(pointer, member.Name)).Prepend((pointer, member.Name))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Names(item, JsonPointer.Append(pointer, index))),
        _ => [],
    };
}
