namespace ToskaMesh.Shared.Configuration.Diffs;

/// <summary>What makes one version differ from another besides its content: whom it is for, above all.</summary>
public static class DraftDiff
{
    /// <summary>The names of what differs, as they are written and read, in order.</summary>
    public static IReadOnlyList<string> Between(ConfigurationDraft before, ConfigurationDraft after) =>
    [
        .. Named("description", before.Description != after.Description),
        .. Named("format", before.Format != after.Format),
        .. Named("labels", (before.Selector with { Services = [] }) != (after.Selector with { Services = [] })),
        .. Named("schema", before.Schema != after.Schema),
        .. Named("services", !before.Selector.Services.SequenceEqual(after.Selector.Services)),
    ];

    private static string[] Named(string name, bool differs) => differs ? [name] : [];
}
