using System.Text.Json;
using Json.Schema;

namespace ToskaMesh.Shared.Configuration.Schemas;

/// <summary>A keyword of the library whose use is counted.</summary>
internal sealed class MeteredKeyword(IKeywordHandler metered, SchemaEffort effort) : IKeywordHandler
{
    public string Name => metered.Name;

    public object? ValidateKeywordValue(JsonElement value) => metered.ValidateKeywordValue(value);

    public void BuildSubschemas(KeywordData keyword, BuildContext context) => metered.BuildSubschemas(keyword, context);

    public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
    {
        effort.Enter();
        try
        {
            return metered.Evaluate(keyword, context);
        }
        finally
        {
            effort.Leave();
        }
    }
}
