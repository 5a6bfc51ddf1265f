namespace ToskaMesh.Shared.Identity;

/// <summary>What a scope may be called: the mesh's own are in <see cref="Scope"/>, others are what routes ask for.</summary>
public static class ScopeSyntax
{
    public const int MaxLength = 64;

    /// <summary>Of one key or client.</summary>
    public const int MaxCount = 32;

    public const string Rule = "must be 1 to 64 visible ASCII characters without quotes and backslashes (RFC 6749, section 3.3)";

    public static bool IsValid(string text) =>
        text.Length is >= 1 and <= MaxLength && text.All(character => character is > ' ' and < '\x7f' and not '"' and not '\\');

    /// <summary>For <see cref="Validation.JsonField.As"/>.</summary>
    public static bool TryParse(string text, out string? scope)
    {
        scope = IsValid(text) ? text : null;
        return scope is not null;
    }
}
