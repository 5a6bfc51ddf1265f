using Json.Schema;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Schemas;

/// <summary>
/// What the library found, in our words and order. Its results are a tree, in which also those do not hold that need
/// not, such as one branch of an "anyOf", and in which "not" and "oneOf" say nothing when they are broken.
/// </summary>
internal static class SchemaViolations
{
    // They look at what their schema looks at.
    private static readonly string[] InPlace = ["$ref", "allOf", "anyOf", "oneOf", "then", "else", "dependentSchemas"];

    private static readonly string[] Unevaluated = ["unevaluatedProperties", "unevaluatedItems"];

    public static void Collect(EvaluationResults results, ValidationErrors errors)
    {
        var found = new List<ValidationError>();
        Explain(results, found);
        foreach (var error in found.Distinct().OrderBy(error => error.Pointer, StringComparer.Ordinal).ThenBy(error => error.Detail, StringComparer.Ordinal))
        {
            errors.Add(error.Pointer, error.Detail);
        }

        if (!errors.Any)
        {
            errors.Add("", "does not obey the schema");
        }
    }

    private static void Explain(EvaluationResults results, List<ValidationError> found)
    {
        if (results.IsValid)
        {
            return;
        }

        foreach (var (keyword, message) in results.Errors ?? new Dictionary<string, string>())
        {
            found.Add(new ValidationError(results.InstanceLocation.ToString(), keyword.Length == 0 ? "is not allowed by the schema" : Breaks(keyword, message)));
        }

        var own = results.EvaluationPath.SegmentCount;
        var parts = (results.Details ?? []).ToLookup(part => part.EvaluationPath.GetSegment(own).ToString());
        var before = found.Count;
        foreach (var part in parts.Where(part => InPlace.Contains(part.Key)))
        {
            Explain(part.Key, [.. part], results, found);
        }

        // What is left over for the last ones depends on what of the first ones holds: if one does not, nobody knows.
        var isKnown = found.Count == before;
        foreach (var part in parts.Where(part => !InPlace.Contains(part.Key) && (isKnown || !Unevaluated.Contains(part.Key))))
        {
            Explain(part.Key, [.. part], results, found);
        }
    }

    private static void Explain(string keyword, IReadOnlyList<EvaluationResults> parts, EvaluationResults whole, List<ValidationError> found)
    {
        var hold = parts.Count(part => part.IsValid);
        switch (keyword)
        {
            case "if" or "contains":
            case "anyOf" when hold > 0:
            case "oneOf" when hold == 1:
                break;
            case "not" when hold > 0:
                found.Add(new ValidationError(whole.InstanceLocation.ToString(), Breaks(keyword, "is what it must not be")));
                break;
            case "not":
                break;
            case "oneOf" when hold > 1:
                found.Add(new ValidationError(whole.InstanceLocation.ToString(), Breaks(keyword, $"is {hold} of what it must be one of")));
                break;
            default:
                foreach (var part in parts)
                {
                    Explain(part, found);
                }

                break;
        }
    }

    private static string Breaks(string keyword, string message) => $"breaks the schema's {keyword}: {message}";
}
