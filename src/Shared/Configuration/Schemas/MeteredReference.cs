using Json.Schema;
using Json.Schema.Keywords;

namespace ToskaMesh.Shared.Configuration.Schemas;

/// <summary>
/// <c>$ref</c>, whose use is counted as that of any other keyword: references that lead to nothing but each other would
/// use up the stack, and the process with it. One of the library's own type, since the library looks for it by that.
/// </summary>
internal sealed class MeteredReference(SchemaEffort effort) : RefKeyword, IKeywordHandler
{
    KeywordEvaluation IKeywordHandler.Evaluate(KeywordData keyword, EvaluationContext context)
    {
        effort.Enter();
        try
        {
            return Evaluate(keyword, context);
        }
        finally
        {
            effort.Leave();
        }
    }
}
