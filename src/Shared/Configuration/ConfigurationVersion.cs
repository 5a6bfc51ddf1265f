using ToskaMesh.Shared.Configuration.Documents;

namespace ToskaMesh.Shared.Configuration;

/// <summary>One version of a configuration with what it holds; references to secrets are in it, secrets are not.</summary>
public sealed record ConfigurationVersion
{
    public required ConfigurationVersionInfo Info { get; init; }

    public required string Content { get; init; }

    public required ConfigurationDocument Document { get; init; }

    public string? Schema { get; init; }

    public ConfigurationDraft ToDraft() => new()
    {
        Format = Info.Format,
        Content = Content,
        Document = Document,
        Schema = Schema,
        Selector = Info.Selector,
        Description = Info.Description,
    };

    internal static ConfigurationVersion Of(ConfigurationHead head, ConfigurationDraft draft, string? notes) => new()
    {
        Info = new ConfigurationVersionInfo
        {
            ConfigurationId = head.Id,
            Key = head.Key,
            Kind = head.Kind,
            Number = head.Version,
            Format = draft.Format,
            Hash = draft.Document.Hash,
            Selector = draft.Selector,
            Description = draft.Description,
            Notes = notes,
            CreatedAt = head.ChangedAt,
            CreatedBy = head.ChangedBy,
        },
        Content = draft.Content,
        Document = draft.Document,
        Schema = draft.Schema,
    };
}
