using System.Buffers;

namespace ToskaMesh.Shared.Identity;

/// <summary>How a scope may be spelled: a scope-token of RFC 6749, section 3.3, of bounded length.</summary>
public static class ScopeName
{
    public const int MaxLength = 64;

    public const string Rule = "must be 1 to 64 visible ASCII characters without '\"' and '\\'";

    private static readonly SearchValues<char> Characters =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(c => c is not ('"' or '\\'))]);

    public static bool IsValid(string? scope) =>
        scope is { Length: > 0 and <= MaxLength } && !scope.AsSpan().ContainsAnyExcept(Characters);
}
