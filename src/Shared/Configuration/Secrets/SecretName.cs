using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Configuration.Secrets;

/// <summary>The name of a secret: 1 to 127 letters, digits or '-' (the rule of Azure Key Vault), beginning with a letter or digit. Compared without case.</summary>
public sealed partial record SecretName
{
    public const int MaxLength = 127;

    public const string Rule = "must be 1 to 127 letters, digits or '-', and start with a letter or digit";

    private SecretName(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SecretName? name)
    {
        name = text is not null && Pattern().IsMatch(text) ? new SecretName(text.ToLowerInvariant()) : null;
        return name is not null;
    }

    /// <exception cref="FormatException">The text is no such name.</exception>
    public static SecretName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is no secret's name: it {Rule}.");

    public override string ToString() => Value;

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]{0,126}\\z")]
    private static partial Regex Pattern();
}
