using System.Text.Json;
using System.Text.Json.Serialization;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>Definitions inside other documents: written in one spelling, read by the parser that reads what people write, so that none is there that breaks a rule.</summary>
public sealed class RouteDefinitionJson : JsonConverter<RouteDefinition>
{
    private static readonly RouteDefinitionJsonContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter<AccessPolicy>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new JsonStringEnumConverter<Role>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new JsonStringEnumConverter<RateLimitBy>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new JsonStringEnumConverter<ValueMatchMode>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new JsonStringEnumConverter<StickySource>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new JsonStringEnumConverter<HeaderAction>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
    });

    public static string Serialize(RouteDefinition definition) => JsonSerializer.Serialize(definition, Context.RouteDefinition);

    public override RouteDefinition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var errors = new ValidationErrors();
        var definition = new JsonField(document.RootElement, "", errors).Object(RouteDefinitionParser.Read);
        return errors.ToList() is [var first, ..]
            ? throw new JsonException($"A route's definition breaks a rule: {first.Pointer} {first.Detail}.")
            : definition!;
    }

    public override void Write(Utf8JsonWriter writer, RouteDefinition value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, Context.RouteDefinition);
}
