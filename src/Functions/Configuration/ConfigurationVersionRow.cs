using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Documents;

namespace ToskaMesh.Functions.Configuration;

/// <summary><see cref="ConfigurationVersion"/> as it is stored, without its configuration's name. A row never changes.</summary>
internal sealed class ConfigurationVersionRow
{
    public required Guid ConfigurationId { get; init; }

    public required long Number { get; init; }

    public required ConfigurationFormat Format { get; init; }

    /// <summary>As its author wrote it, compressed.</summary>
    public required byte[] Content { get; init; }

    /// <summary>What it means, compressed: a later parser may not read the same out of the content.</summary>
    public required byte[] Document { get; init; }

    /// <summary>Compressed.</summary>
    public byte[]? Schema { get; init; }

    public required string Hash { get; init; }

    public required List<string> Services { get; init; }

    public required List<string> Labels { get; init; }

    public string? Description { get; init; }

    public string? Notes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public static ConfigurationVersionRow From(ConfigurationVersion version) => new()
    {
        ConfigurationId = version.Info.ConfigurationId,
        Number = version.Info.Number,
        Format = version.Info.Format,
        Content = CompressedText.Of(version.Content),
        Document = CompressedText.Of(version.Document.Json),
        Schema = version.Schema is null ? null : CompressedText.Of(version.Schema),
        Hash = version.Info.Hash,
        Services = StoredSelector.Services(version.Info.Selector),
        Labels = StoredSelector.Labels(version.Info.Selector),
        Description = version.Info.Description,
        Notes = version.Info.Notes,
        CreatedAt = version.Info.CreatedAt,
        CreatedBy = version.Info.CreatedBy,
    };

    public ConfigurationVersion ToVersion(ConfigurationRow configuration) => new()
    {
        Info = ToInfo(configuration),
        Content = CompressedText.Read(Content),
        Document = ConfigurationDocument.FromCanonical(CompressedText.Read(Document)),
        Schema = Schema is null ? null : CompressedText.Read(Schema),
    };

    public ConfigurationVersionInfo ToInfo(ConfigurationRow configuration) => new()
    {
        ConfigurationId = ConfigurationId,
        Key = configuration.ToKey(),
        Kind = configuration.Kind,
        Number = Number,
        Format = Format,
        Hash = Hash,
        Selector = StoredSelector.Read(Services, Labels),
        Description = Description,
        Notes = Notes,
        CreatedAt = CreatedAt,
        CreatedBy = CreatedBy,
    };
}
