using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;

namespace ToskaMesh.Shared.Configuration.Schemas;

/// <summary><c>pattern</c>, in time linear in the text: the library's own can be made to take years by a dozen characters. Not thread-safe.</summary>
internal sealed class LinearPatternKeyword : IKeywordHandler
{
    // Of one schema: it is asked for each of its patterns twice, and those with thousands of states take a millisecond.
    private readonly Dictionary<string, Regex> _made = new(StringComparer.Ordinal);

    public string Name => "pattern";

    /// <exception cref="JsonSchemaException">It is no regular expression, or one that needs to look back or around.</exception>
    public object? ValidateKeywordValue(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String
                ? Make(value.GetString()!)
                : throw new JsonSchemaException("'pattern' must be a text");
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new JsonSchemaException($"the pattern '{value.GetString()}' is no regular expression without lookarounds and back-references");
        }
    }

    public void BuildSubschemas(KeywordData keyword, BuildContext context)
    {
    }

    public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) =>
        context.Instance.ValueKind is not JsonValueKind.String ? KeywordEvaluation.Ignore
        : SchemaEffort.IsMatch((Regex)keyword.Value!, context.Instance.GetString()!) ? new KeywordEvaluation { Keyword = Name, IsValid = true }
        : new KeywordEvaluation { Keyword = Name, IsValid = false, Error = $"does not match {keyword.RawValue.GetString()}" };

    private Regex Make(string pattern)
    {
        if (!_made.TryGetValue(pattern, out var made))
        {
            made = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, SchemaEffort.LongestMatch);
            _made.Add(pattern, made);
        }

        return made;
    }
}
