using System.Text.Json;
using ToskaMesh.Shared.Configuration.Diffs;

namespace ToskaMesh.Functions.Configuration;

/// <summary>An operation of a JSON Patch (RFC 6902), and what it replaces.</summary>
public sealed record ConfigurationChangeAnswer
{
    public required ChangeKind Op { get; init; }

    public required string Path { get; init; }

    public JsonElement? Value { get; init; }

    /// <summary>Not of RFC 6902, whose readers leave it alone.</summary>
    public JsonElement? Was { get; init; }

    internal static ConfigurationChangeAnswer From(DocumentChange change) =>
        new() { Op = change.Kind, Path = change.Pointer, Value = change.Value, Was = change.Was };
}
