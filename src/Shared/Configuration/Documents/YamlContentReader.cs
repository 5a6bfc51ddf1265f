using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ToskaMesh.Shared.Configuration.Documents;

/// <summary>
/// Reads content in YAML 1.2, from the events of the library's parser: types are made of nothing but the core schema, so
/// no text can name one. Tags, merge keys (which YAML 1.2 does not have) and a second document are refused. Aliases stand
/// for the value of their anchor; <see cref="CanonicalWriter"/> bounds what they grow to.
/// </summary>
internal sealed class YamlContentReader
{
    private readonly Parser _parser;
    private readonly Dictionary<string, ContentValue?> _anchors = new(StringComparer.Ordinal);

    private YamlContentReader(string content) => _parser = new Parser(new Scanner(new StringReader(content), skipComments: true));

    public static ContentValue Read(string content)
    {
        var reader = new YamlContentReader(content);
        try
        {
            return reader.ReadStream();
        }
        catch (YamlException exception)
        {
            throw ContentFaultException.At(exception.Start.Line, exception.Start.Column, $"is no YAML 1.2 ({exception.Message.TrimEnd('.')})");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The library's parser fails so where text ends in the middle of something.
            throw reader.NoMore();
        }
    }

    private ContentValue ReadStream()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out var start))
        {
            throw new ContentFaultException("must be an object: names with values, but it is empty");
        }

        if (start.Version is { Version: not { Major: 1, Minor: 2 } })
        {
            throw Fault(start, "must be YAML 1.2");
        }

        var root = ReadValue(1);
        _parser.Consume<DocumentEnd>();
        return _parser.Current is DocumentStart second ? throw Fault(second, "must be one document") : root;
    }

    private ContentValue ReadValue(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.GetValueOrDefault(alias.Value.Value) ?? throw Fault(alias, $"the alias '{Shorten(alias.Value.Value)}' stands for nothing that is whole before it");
        }

        var node = _parser.Current as NodeEvent ?? throw NoMore();
        if (!node.Tag.IsEmpty)
        {
            throw Fault(node, "must have no tags: values are what the core schema of YAML 1.2 makes of them");
        }

        if (node is not Scalar && depth > ConfigurationLimits.Depth)
        {
            throw Fault(node, $"must have at most {ConfigurationLimits.Depth} levels");
        }

        // Known from here on but not whole: an alias inside of its own anchor has no end.
        Keep(node, null);
        var value = node switch
        {
            MappingStart => ReadMap(depth),
            SequenceStart => ReadList(depth),
            _ => ReadScalar(_parser.Consume<Scalar>()),
        };
        Keep(node, value);
        return value;
    }

    private ContentFaultException NoMore()
    {
        var last = _parser.Current?.End ?? Mark.Empty;
        return ContentFaultException.At(last.Line, last.Column, "is no YAML 1.2 from here on");
    }

    private void Keep(NodeEvent node, ContentValue? value)
    {
        if (!node.Anchor.IsEmpty)
        {
            _anchors[node.Anchor.Value] = value;
        }
    }

    private MapValue ReadMap(int depth)
    {
        var members = new SortedDictionary<string, ContentValue>(StringComparer.Ordinal);
        _parser.Consume<MappingStart>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = _parser.Current is Scalar { Tag.IsEmpty: true, Anchor.IsEmpty: true } ? _parser.Consume<Scalar>()
                : throw Fault(_parser.Current!, "must have plain texts for names");
            if (key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                throw Fault(key, "merge keys are not part of YAML 1.2: use a layer, or an alias of the whole value");
            }

            CheckEscapes(key);
            if (!members.TryAdd(key.Value, ReadValue(depth + 1)))
            {
                throw Fault(key, $"'{Shorten(key.Value)}' stands more than once");
            }
        }

        return new MapValue(members);
    }

    private ListValue ReadList(int depth)
    {
        var items = new List<ContentValue>();
        _parser.Consume<SequenceStart>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadValue(depth + 1));
        }

        return new ListValue(items);
    }

    private static ContentValue ReadScalar(Scalar scalar)
    {
        CheckEscapes(scalar);
        try
        {
            return scalar.Style is ScalarStyle.Plain ? YamlCoreSchema.Read(scalar.Value) : new TextValue(scalar.Value);
        }
        catch (ContentFaultException fault)
        {
            throw Fault(scalar, fault.Message);
        }
    }

    private static void CheckEscapes(Scalar scalar)
    {
        if (!UnicodeText.Is(scalar.Value))
        {
            throw Fault(scalar, "is no Unicode text");
        }
    }

    private static string Shorten(string text) => text.Length > 40 ? $"{text[..40]}…" : text;

    private static ContentFaultException Fault(ParsingEvent at, string detail) => ContentFaultException.At(at.Start.Line, at.Start.Column, detail);
}
