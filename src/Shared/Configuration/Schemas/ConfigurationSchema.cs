using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using ToskaMesh.Shared.Configuration.Documents;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Schemas;

/// <summary>
/// A JSON Schema of draft 2020-12 that came from outside, so it is not trusted: it is bounded, refers to nothing but
/// itself, and has no keyword that <see cref="SchemaVocabulary"/> does not enforce. Not thread-safe.
/// </summary>
public sealed class ConfigurationSchema
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.Hierarchical, RequireFormatValidation = true };

    private readonly JsonSchema _schema;
    private readonly SchemaEffort _effort;

    private ConfigurationSchema(JsonSchema schema, SchemaEffort effort) => (_schema, _effort) = (schema, effort);

    /// <param name="text">In JSON or YAML.</param>
    /// <param name="pointer">Where it stands in the body.</param>
    /// <returns>Null after noting why it is none.</returns>
    public static ConfigurationSchema? Parse(string text, string pointer, ValidationErrors errors)
    {
        var format = text.AsSpan().TrimStart().StartsWith("{") ? ConfigurationFormat.Json : ConfigurationFormat.Yaml;
        var document = ContentParser.Parse(format, text, pointer, errors, ConfigurationLimits.Schema);
        return document is null ? null : Build(document, pointer, errors);
    }

    /// <summary>Where a document does not obey, by JSON pointers into it; empty when it does.</summary>
    public IReadOnlyList<ValidationError> Violations(ConfigurationDocument document)
    {
        var errors = new ValidationErrors();
        try
        {
            _effort.Begin();
            var results = _schema.Evaluate(document.Root, Options);
            if (!results.IsValid)
            {
                SchemaViolations.Collect(results, errors);
            }
        }
        catch (SchemaEffortException exception)
        {
            errors.Add("", exception.Message);
        }
        catch (RefResolutionException)
        {
            errors.Add("", "cannot be held against the schema: a $ref leads to something that is no schema");
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArithmeticException)
        {
            // The library compares numbers as decimals, and takes what looks like a number for one.
            errors.Add("", "cannot be held against the schema: a number is too large to be compared");
        }

        return errors.ToList();
    }

    private static ConfigurationSchema? Build(ConfigurationDocument document, string pointer, ValidationErrors errors)
    {
        var effort = new SchemaEffort();
        var vocabulary = new SchemaVocabulary(effort);
        var faults = SchemaFaults.Find(document.Root, vocabulary);
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
            {
                errors.Add(pointer, $"at {fault.Pointer}: {fault.Detail}");
            }

            return null;
        }

        var root = JsonNode.Parse(document.Json)!.AsObject();
        root.Remove("$schema");
        try
        {
            var options = new BuildOptions { Dialect = vocabulary.Dialect, SchemaRegistry = new SchemaRegistry() };
            return new ConfigurationSchema(JsonSchema.Build(JsonSerializer.SerializeToElement(SchemaVocabulary.Sort(root)), options), effort);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Such as references in a circle, and what only a reference makes a schema of. The library has no one exception for it.
            errors.Add(pointer, $"is no JSON Schema that can be enforced here: {exception.Message}");
            return null;
        }
    }
}
