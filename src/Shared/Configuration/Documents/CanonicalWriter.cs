using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ToskaMesh.Shared.Configuration.Documents;

/// <summary>Writes values in the one spelling. Aliases are written out, so this is where a few of them could become millions of lines: it stops at the limit.</summary>
internal static class CanonicalWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = ConfigurationLimits.Depth };

    public static string Write(ContentValue root, int limit)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, root, 1, limit);
        }

        return buffer.WrittenCount <= limit ? Encoding.UTF8.GetString(buffer.WrittenSpan) : throw TooLarge(limit);
    }

    private static void Write(Utf8JsonWriter writer, ContentValue value, int depth, int limit)
    {
        if (writer.BytesCommitted + writer.BytesPending > limit)
        {
            throw TooLarge(limit);
        }

        if (value is MapValue or ListValue && depth > ConfigurationLimits.Depth)
        {
            throw new ContentFaultException($"must have at most {ConfigurationLimits.Depth} levels");
        }

        switch (value)
        {
            case MapValue map:
                writer.WriteStartObject();
                foreach (var (name, member) in map.Members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member, depth + 1, limit);
                }

                writer.WriteEndObject();
                break;
            case ListValue list:
                writer.WriteStartArray();
                list.Items.ForEach(item => Write(writer, item, depth + 1, limit));
                writer.WriteEndArray();
                break;
            case TextValue text:
                writer.WriteStringValue(text.Text);
                break;
            default:
                writer.WriteRawValue(((LiteralValue)value).Json);
                break;
        }
    }

    private static ContentFaultException TooLarge(int limit) => new($"must be at most {limit} bytes of JSON, with its aliases written out");
}
