using ToskaMesh.Shared.Configuration.Documents;
using ToskaMesh.Shared.Configuration.Schemas;
using ToskaMesh.Shared.Configuration.Secrets;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration;

/// <summary>Reads the bodies that write configurations.</summary>
public static class ConfigurationOrderParser
{
    /// <summary>Of one whose name and environment stand in the body.</summary>
    public static Parsed<ConfigurationOrder> ParseNamed(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields =>
    {
        var name = fields.Required("name")?.As<ConfigurationName>(ConfigurationName.TryParse, ConfigurationName.Rule);
        var environment = fields.Optional("environment") is { } field
            ? field.As<EnvironmentName>(EnvironmentName.TryParse, EnvironmentName.Rule)
            : EnvironmentName.Default;
        var order = Read(fields);
        return name is null || environment is null || order is null ? null : order with { Key = new ConfigurationKey(name, environment) };
    });

    /// <summary>Of one that the path names.</summary>
    public static Parsed<ConfigurationOrder> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, Read);

    private static ConfigurationOrder? Read(JsonFields fields)
    {
        var format = fields.Optional("format")?.Enumeration<ConfigurationFormat>() ?? ConfigurationFormat.Yaml;
        var content = fields.Required("content")?.Text(0, ConfigurationLimits.Content, multiline: true);
        var document = content is null ? null : ReadContent(fields, format, content);
        var schemaText = fields.Optional("schema")?.Text(1, ConfigurationLimits.Schema, multiline: true);
        var schema = schemaText is null ? null : ReadSchema(fields, schemaText);
        var services = fields.Optional("services")?.Items(
            ConfigurationLimits.Services, item => item.As<ServiceName>(ServiceName.TryParse, ServiceName.Rule)) ?? [];
        var labels = fields.Optional("labels")?.Map(
            ConfigurationLimits.Labels, ConfigurationLimits.LabelLength, field => field.Text(1, ConfigurationLimits.LabelLength))
            ?? new Dictionary<string, string>();
        var description = fields.Optional("description")?.Text(0, ConfigurationLimits.DescriptionLength, multiline: true);
        var activate = fields.Optional("activate")?.Boolean() ?? true;
        var notes = ReadNotes(fields);
        if (content is null || document is null)
        {
            return null;
        }

        var draft = new ConfigurationDraft
        {
            Format = format,
            Content = content,
            Document = document,
            Schema = schemaText,
            Selector = new ConfigurationSelector([.. services.Distinct().OrderBy(service => service.Value, StringComparer.Ordinal)], labels),
            Description = description,
        };
        return new ConfigurationOrder(null, draft, notes, schema?.Violations(document) ?? [], activate);
    }

    internal static string? ReadNotes(JsonFields fields) => fields.Optional("notes")?.Text(0, ConfigurationLimits.NotesLength);

    private static ConfigurationDocument? ReadContent(JsonFields fields, ConfigurationFormat format, string content)
    {
        var errors = new ValidationErrors();
        var document = ContentParser.Parse(format, content, "", errors);
        foreach (var error in errors.ToList())
        {
            fields.Fault("content", error.Detail);
        }

        foreach (var fault in document is null ? [] : SecretReferences.Faults(document.Root))
        {
            fields.Fault("content", $"at {fault.Pointer}: {fault.Detail}");
        }

        return document;
    }

    private static ConfigurationSchema? ReadSchema(JsonFields fields, string text)
    {
        var errors = new ValidationErrors();
        var schema = ConfigurationSchema.Parse(text, "", errors);
        foreach (var error in errors.ToList())
        {
            fields.Fault("schema", error.Detail);
        }

        return schema;
    }
}
