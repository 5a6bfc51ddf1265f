using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Documents;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>Reads the body that writes an explicit route.</summary>
public static class RouteOrderParser
{
    public static Parsed<RouteOrder> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields =>
    {
        var definition = fields.Required("definition")?.Object(RouteDefinitionParser.Read);
        var description = fields.Optional("description")?.Text(0, ConfigurationLimits.DescriptionLength, multiline: true);
        var activate = fields.Optional("activate")?.Boolean() ?? true;
        var notes = ConfigurationOrderParser.ReadNotes(fields);
        return definition is null || Draft(fields, definition, description) is not { } draft ? null : new RouteOrder(draft, notes, activate);
    });

    private static ConfigurationDraft? Draft(JsonFields fields, RouteDefinition definition, string? description)
    {
        var (content, errors) = (RouteDefinitionJson.Serialize(definition), new ValidationErrors());
        var document = ContentParser.Parse(ConfigurationFormat.Json, content, "", errors, RouteLimits.Definition);
        foreach (var error in errors.ToList())
        {
            fields.Fault("definition", error.Detail);
        }

        return document is null ? null : new ConfigurationDraft
        {
            Format = ConfigurationFormat.Json,
            Content = content,
            Document = document,
            Description = description,
        };
    }
}
