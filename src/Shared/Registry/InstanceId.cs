using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Registry;

/// <summary>
/// An instance's id, unique in the whole mesh (unlike Consul's, which are unique per node only) and compared with
/// case: 1 to 128 characters that need no escaping in a path segment.
/// </summary>
public sealed partial record InstanceId
{
    public const int MaxLength = 128;

    public const string Rule = "must be 1 to 128 letters, digits, '-', '_', '.', '~' or ':', and start with a letter or digit";

    private InstanceId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out InstanceId? id)
    {
        id = text is not null && Pattern().IsMatch(text) ? new InstanceId(text) : null;
        return id is not null;
    }

    /// <exception cref="FormatException">The text is no instance id.</exception>
    public static InstanceId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no instance id: it {Rule}.");

    public override string ToString() => Value;

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._~:-]{0,127}\\z")]
    private static partial Regex Pattern();
}
