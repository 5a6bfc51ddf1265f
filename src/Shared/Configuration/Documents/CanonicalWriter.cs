using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ToskaMesh.Shared.Configuration.Documents;

/// <summary>Writes values in the one spelling. Aliases are written out, so this is where a few of them could become millions of lines: it stops at the limit.</summary>
internal sealed class CanonicalWriter
{
    // More than the index of any item needs, with its slash.
    private const int IndexLength = 7;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = ConfigurationLimits.Depth };

    private readonly Utf8JsonWriter _writer;
    private readonly int _limit;
    private long _pointers;

    private CanonicalWriter(Utf8JsonWriter writer, int limit) => (_writer, _limit) = (writer, limit);

    public static string Write(ContentValue root, int limit)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            new CanonicalWriter(writer, limit).Write(root, 1, 0);
        }

        return buffer.WrittenCount <= limit ? Encoding.UTF8.GetString(buffer.WrittenSpan) : throw TooLarge(limit);
    }

    private void Write(ContentValue value, int depth, int pointer)
    {
        _pointers += pointer;
        if (_writer.BytesCommitted + _writer.BytesPending > _limit)
        {
            throw TooLarge(_limit);
        }

        if (_pointers > ConfigurationLimits.Pointers)
        {
            throw new ContentFaultException("must have shorter names, or fewer levels, above so many values");
        }

        if (value is MapValue or ListValue && depth > ConfigurationLimits.Depth)
        {
            throw new ContentFaultException($"must have at most {ConfigurationLimits.Depth} levels");
        }

        switch (value)
        {
            case MapValue map:
                _writer.WriteStartObject();
                foreach (var (name, member) in map.Members)
                {
                    _writer.WritePropertyName(name);
                    Write(member, depth + 1, pointer + 1 + name.Length);
                }

                _writer.WriteEndObject();
                break;
            case ListValue list:
                _writer.WriteStartArray();
                list.Items.ForEach(item => Write(item, depth + 1, pointer + IndexLength));
                _writer.WriteEndArray();
                break;
            case TextValue text:
                _writer.WriteStringValue(text.Text);
                break;
            default:
                _writer.WriteRawValue(((LiteralValue)value).Json);
                break;
        }
    }

    private static ContentFaultException TooLarge(int limit) => new($"must be at most {limit} bytes of JSON, with its aliases written out");
}
