using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Json.Schema.Keywords;

namespace ToskaMesh.Shared.Configuration.Schemas;

/// <summary>
/// The keywords of draft 2020-12 that are enforced. Not among them are those that load or name other schemas ($id,
/// $anchor, $dynamicRef, $vocabulary), that do nothing to validity ($comment and the annotations aside), and
/// patternProperties, whose expressions the library runs without a bound.
/// </summary>
internal sealed class SchemaVocabulary
{
    private static readonly IKeywordHandler[] Annotations =
    [
        CommentKeyword.Instance, DefaultKeyword.Instance, DeprecatedKeyword.Instance, DescriptionKeyword.Instance, ExamplesKeyword.Instance,
        ReadOnlyKeyword.Instance, TitleKeyword.Instance, WriteOnlyKeyword.Instance,
    ];

    // Some ask what others found, so these come before them: if before then, properties before additionalProperties.
    private static readonly IKeywordHandler[] Validations =
    [
        TypeKeyword.Instance, EnumKeyword.Instance, ConstKeyword.Instance, new CheckedKeyword(FormatKeyword.Instance, FormatFault),
        new CheckedKeyword(MultipleOfKeyword.Instance, MultipleFault), MinimumKeyword.Instance, MaximumKeyword.Instance, ExclusiveMinimumKeyword.Instance, ExclusiveMaximumKeyword.Instance,
        MinLengthKeyword.Instance, MaxLengthKeyword.Instance, MinItemsKeyword.Instance, MaxItemsKeyword.Instance, UniqueItemsKeyword.Instance,
        MinPropertiesKeyword.Instance, MaxPropertiesKeyword.Instance, RequiredKeyword.Instance, DependentRequiredKeyword.Instance,
        AllOfKeyword.Instance, AnyOfKeyword.Instance, OneOfKeyword.Instance, NotKeyword.Instance,
        IfKeyword.Instance, ThenKeyword.Instance, ElseKeyword.Instance, DependentSchemasKeyword.Instance,
        PropertiesKeyword.Instance, AdditionalPropertiesKeyword.Instance, PropertyNamesKeyword.Instance,
        PrefixItemsKeyword.Instance, ItemsKeyword.Instance, ContainsKeyword.Instance, MinContainsKeyword.Instance, MaxContainsKeyword.Instance,
        UnevaluatedPropertiesKeyword.Instance, UnevaluatedItemsKeyword.Instance,
    ];

    // The library looks for it by its type, and it does nothing.
    private static readonly IKeywordHandler[] Unmetered = [DefsKeyword.Instance];

    private static readonly string[] Order = [.. Validations.Select(keyword => keyword.Name)];

    // The library takes any other for an annotation, so that a misspelled one would hold nothing up.
    private static readonly string[] Formats =
    [
        "date", "date-time", "duration", "email", "hostname", "idn-email", "idn-hostname", "ipv4", "ipv6", "iri", "iri-reference", "json-pointer",
        "regex", "relative-json-pointer", "time", "uri", "uri-reference", "uri-template", "uuid",
    ];

    private readonly Dictionary<string, IKeywordHandler> _known;

    public SchemaVocabulary(SchemaEffort effort)
    {
        IKeywordHandler[] unmetered = [.. Annotations, .. Unmetered];
        IKeywordHandler[] validations = [new LinearPatternKeyword(), .. Validations];
        _known = unmetered.Concat(validations).Append(RefKeyword.Instance).ToDictionary(keyword => keyword.Name, StringComparer.Ordinal);
        Dialect = new([.. unmetered, new MeteredReference(effort), .. validations.Select(keyword => new MeteredKeyword(keyword, effort))]) { AllowUnknownKeywords = false };
    }

    public Dialect Dialect { get; }

    /// <summary>
    /// The schema with its keywords in an order in which they can be evaluated: the library finds that by itself for its
    /// own types only, and takes those around them as they come.
    /// </summary>
    public static JsonNode? Sort(JsonNode? schema) => schema switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => Array.IndexOf(Order, member.Key))
            .Select(member => KeyValuePair.Create(member.Key, Sort(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sort)]),
        _ => schema?.DeepClone(),
    };

    /// <summary>Why a keyword cannot be enforced with this value; null when it can, but for the schemas in it.</summary>
    public string? Fault(string keyword, JsonElement value)
    {
        if (!_known.TryGetValue(keyword, out var known))
        {
            return $"'{keyword}' is no keyword that is enforced here";
        }

        try
        {
            known.ValidateKeywordValue(value);
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The library has no one exception for a value that is none, and no other way to ask.
            return exception.Message;
        }
    }

    private static string? FormatFault(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && !Formats.Contains(value.GetString())
            ? $"the format '{value.GetString()}' is not enforced; those that are: {string.Join(", ", Formats)}"
            : null;

    private static string? MultipleFault(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && !(value.TryGetDouble(out var number) && number > 0) ? "'multipleOf' must be above 0" : null;
}
