using Json.Schema;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Schemas;

/// <summary>What the library found, in our words and order.</summary>
internal static class SchemaViolations
{
    private static readonly string[] Places = ["properties", "$defs", "dependentSchemas"];

    public static void Collect(EvaluationResults results, ValidationErrors errors)
    {
        var found = All(results)
            .Where(result => result.Errors is { Count: > 0 } && !IsQuestion(result.EvaluationPath.ToString()))
            .SelectMany(result => result.Errors!, (result, error) => new ValidationError(result.InstanceLocation.ToString(), Say(error.Key, error.Value)))
            .Distinct()
            .OrderBy(error => error.Pointer, StringComparer.Ordinal).ThenBy(error => error.Detail, StringComparer.Ordinal);
        foreach (var error in found)
        {
            errors.Add(error.Pointer, error.Detail);
        }

        if (!errors.Any)
        {
            errors.Add("", "does not obey the schema");
        }
    }

    private static string Say(string keyword, string message) =>
        keyword.Length == 0 ? "is not allowed by the schema" : $"breaks the schema's {keyword}: {message}";

    // What stands in an "if" is asked and may be answered with no.
    private static bool IsQuestion(string path)
    {
        var segments = path.Split('/');
        return segments.Index().Any(one => one.Item == "if" && !Places.Contains(segments[Math.Max(0, one.Index - 1)]));
    }

    private static IEnumerable<EvaluationResults> All(EvaluationResults results) => (results.Details ?? []).SelectMany(All).Prepend(results);
}
