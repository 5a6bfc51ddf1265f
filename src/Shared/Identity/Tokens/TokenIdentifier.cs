using System.Buffers;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>How an id may be spelled that stands in a token. Visible ASCII, so that it can stand in a header, a log line or a query of any store as it is.</summary>
public static class TokenIdentifier
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);

    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= AccessTokenFields.MaxIdLength } && !text.AsSpan().ContainsAnyExcept(Characters);
}
