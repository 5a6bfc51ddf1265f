using System.Text.Json;
using Json.Schema;

namespace ToskaMesh.Shared.Configuration.Schemas;

/// <summary>A keyword of the library whose values must obey more than the library asks of them.</summary>
/// <param name="fault">What is at fault with a value; null when it is none.</param>
internal sealed class CheckedKeyword(IKeywordHandler keyword, Func<JsonElement, string?> fault) : IKeywordHandler
{
    public string Name => keyword.Name;

    /// <exception cref="JsonSchemaException">The value is at fault.</exception>
    public object? ValidateKeywordValue(JsonElement value) =>
        fault(value) is { } detail ? throw new JsonSchemaException(detail) : keyword.ValidateKeywordValue(value);

    public void BuildSubschemas(KeywordData data, BuildContext context) => keyword.BuildSubschemas(data, context);

    public KeywordEvaluation Evaluate(KeywordData data, EvaluationContext context) => keyword.Evaluate(data, context);
}
