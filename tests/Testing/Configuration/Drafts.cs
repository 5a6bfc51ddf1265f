using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Documents;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Testing.Configuration;

/// <summary>Drafts of configurations, by their content in YAML.</summary>
public static class Drafts
{
    public static ConfigurationDraft Of(string yaml, params string[] services) => new()
    {
        Format = ConfigurationFormat.Yaml,
        Content = yaml,
        Document = ContentParser.Parse(ConfigurationFormat.Yaml, yaml, "", new ValidationErrors()) ?? throw new FormatException(yaml),
        Selector = new ConfigurationSelector([.. services.Select(ServiceName.Parse)], new Dictionary<string, string>()),
    };

    public static ConfigurationKey Key(string name, string environment = "default") =>
        new(ConfigurationName.Parse(name), EnvironmentName.Parse(environment));
}
