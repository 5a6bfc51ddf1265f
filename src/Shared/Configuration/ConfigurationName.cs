using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Configuration;

/// <summary>
/// A configuration's name: 1 to 63 letters, digits, '-', '_' or '.', starting and ending with a letter or digit. Names
/// are compared without case, and are kept in lower case.
/// </summary>
public sealed partial record ConfigurationName
{
    public const int MaxLength = 63;

    public const string Rule =
        "must be 1 to 63 letters, digits, '-', '_' or '.', start and end with a letter or digit, and be neither a UUID nor a word of the API's paths";

    // What stands in the place of a name in the API's own paths, now or soon.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase) { "ack", "effective", "rollouts", "watch" };

    private ConfigurationName(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ConfigurationName? name)
    {
        name = text is not null && Pattern().IsMatch(text) && !Reserved.Contains(text) && !Guid.TryParse(text, out _)
            ? new ConfigurationName(text.ToLowerInvariant())
            : null;
        return name is not null;
    }

    /// <exception cref="FormatException">The text is no such name.</exception>
    public static ConfigurationName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is no configuration's name: it {Rule}.");

    public override string ToString() => Value;

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\\z")]
    private static partial Regex Pattern();
}
