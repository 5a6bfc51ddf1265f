using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ToskaMesh.Shared.Configuration.Documents;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Layers;

/// <summary>
/// Merges layers as JSON Merge Patch does (RFC 7396), the lowest first: objects member by member, anything else
/// replaces what is below it, and null removes it.
/// </summary>
public static class LayerMerge
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Null where it is larger than <see cref="EffectiveConfigurations.MaxBytes"/>, or the pointers of its origins than <see cref="ConfigurationLimits.Pointers"/>.</returns>
    public static MergedDocument? Merge(IReadOnlyList<ConfigurationDocument> layers)
    {
        var pointers = 0L;
        var origins = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            if (!WriteObject(writer, "", [.. layers.Select((layer, number) => (number, layer.Root))], origins, ref pointers))
            {
                return null;
            }
        }

        if (buffer.WrittenCount > EffectiveConfigurations.MaxBytes)
        {
            return null;
        }

        using var merged = JsonDocument.Parse(buffer.WrittenMemory);
        return new MergedDocument(merged.RootElement.Clone(), origins);
    }

    /// <param name="said">What each layer says that says something, the lowest first.</param>
    /// <returns>False when it is too large.</returns>
    private static bool WriteObject(
        Utf8JsonWriter writer,
        string pointer,
        IReadOnlyList<(int Layer, JsonElement Value)> said,
        SortedDictionary<string, int> origins,
        ref long pointers)
    {
        writer.WriteStartObject();
        var isEmpty = true;
        foreach (var member in said.SelectMany(one => one.Value.EnumerateObject(), (one, member) => (member.Name, one.Layer, member.Value))
            .GroupBy(one => one.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var (layer, value) = (member.Last().Layer, member.Last().Value);
            if (value.ValueKind is JsonValueKind.Null)
            {
                continue;
            }

            isEmpty = false;
            var place = JsonPointer.Append(pointer, member.Key);
            writer.WritePropertyName(member.Key);
            if (value.ValueKind is JsonValueKind.Object)
            {
                // What is below the last one that is no object does not show any more.
                var objects = member.Reverse().TakeWhile(one => one.Value.ValueKind is JsonValueKind.Object).Select(one => (one.Layer, one.Value));
                if (!WriteObject(writer, place, [.. objects.Reverse()], origins, ref pointers))
                {
                    return false;
                }
            }
            else
            {
                value.WriteTo(writer);
                origins.Add(place, layer);
                pointers += place.Length;
                if (pointers > ConfigurationLimits.Pointers || writer.BytesCommitted + writer.BytesPending > EffectiveConfigurations.MaxBytes)
                {
                    return false;
                }
            }
        }

        writer.WriteEndObject();
        if (isEmpty && said.Count > 0)
        {
            origins.Add(pointer, said[^1].Layer);
            pointers += pointer.Length;
        }

        return true;
    }
}
