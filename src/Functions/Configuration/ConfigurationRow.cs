using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Functions.Configuration;

/// <summary><see cref="ConfigurationHead"/> as it is stored.</summary>
internal sealed class ConfigurationRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    /// <summary>Environment and name: unique, and the order of lists.</summary>
    public required string Position { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required ConfigurationKind Kind { get; init; }

    public long Version { get; set; }

    public string Hash { get; set; } = "";

    public string Fingerprint { get; set; } = "";

    public List<string> Services { get; set; } = [];

    /// <summary>Names and values by turns.</summary>
    public List<string> Labels { get; set; } = [];

    public long Active { get; set; }

    public string ActiveHash { get; set; } = "";

    public List<string> ActiveServices { get; set; } = [];

    public List<string> ActiveLabels { get; set; } = [];

    public string? Description { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public string ChangedBy { get; set; } = "";

    public DateTimeOffset? DeletedAt { get; set; }

    public static ConfigurationRow New(ConfigurationHead head) => new()
    {
        Id = head.Id,
        Name = head.Key.Name.Value,
        Environment = head.Key.Environment.Value,
        Position = head.Key.Position,
        CreatedAt = head.CreatedAt,
        Kind = head.Kind,
    };

    public void Apply(ConfigurationHead head)
    {
        (Version, Hash, Fingerprint) = (head.Version, head.Hash, head.Fingerprint);
        (Services, Labels) = (StoredSelector.Services(head.Selector), StoredSelector.Labels(head.Selector));
        (Active, ActiveHash) = (head.Active, head.ActiveHash);
        (ActiveServices, ActiveLabels) = (StoredSelector.Services(head.ActiveSelector), StoredSelector.Labels(head.ActiveSelector));
        (Description, ChangedAt, ChangedBy, DeletedAt) = (head.Description, head.ChangedAt, head.ChangedBy, head.DeletedAt);
    }

    public ConfigurationKey ToKey() => new(ConfigurationName.Parse(Name), EnvironmentName.Parse(Environment));

    public ConfigurationHead ToHead() => new()
    {
        Id = Id,
        Key = ToKey(),
        Kind = Kind,
        Version = Version,
        Hash = Hash,
        Fingerprint = Fingerprint,
        Selector = StoredSelector.Read(Services, Labels),
        Active = Active,
        ActiveHash = ActiveHash,
        ActiveSelector = StoredSelector.Read(ActiveServices, ActiveLabels),
        Description = Description,
        CreatedAt = CreatedAt,
        ChangedAt = ChangedAt,
        ChangedBy = ChangedBy,
        DeletedAt = DeletedAt,
    };
}
