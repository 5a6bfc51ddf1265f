using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Configuration;

/// <summary>An environment such as <c>production</c>: 1 to 32 letters, digits or '-', kept in lower case. What stands in <see cref="Default"/> holds in all of them.</summary>
public sealed partial record EnvironmentName
{
    public const int MaxLength = 32;

    public const string Rule = "must be 1 to 32 letters, digits or '-', and start and end with a letter or digit";

    private EnvironmentName(string value) => Value = value;

    public static EnvironmentName Default { get; } = new("default");

    public string Value { get; }

    public bool IsDefault => this == Default;

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out EnvironmentName? name)
    {
        name = text is not null && Pattern().IsMatch(text) ? new EnvironmentName(text.ToLowerInvariant()) : null;
        return name is not null;
    }

    /// <exception cref="FormatException">The text is no such name.</exception>
    public static EnvironmentName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is no environment's name: it {Rule}.");

    public override string ToString() => Value;

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?\\z")]
    private static partial Regex Pattern();
}
