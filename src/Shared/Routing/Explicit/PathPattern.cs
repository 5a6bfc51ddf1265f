using System.Diagnostics.CodeAnalysis;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>
/// A pattern of paths as ASP.NET Core and YARP write it, as far as routes need it: literal segments, <c>{name}</c> for one
/// segment, and <c>{**name}</c> at the end for any number of them. Compared without case and without a slash at the end.
/// </summary>
public sealed class PathPattern
{
    public const string Rule =
        "must be a path such as /shop/{id}/{**rest}: whole segments that are literal, {name}, or {**name} at the end, without escapes, '?', '#', and dot segments";

    // Null for any segment.
    private readonly string?[] _segments;
    private readonly bool _isOpen;

    private PathPattern(string?[] segments, bool isOpen) => (_segments, _isOpen) = (segments, isOpen);

    public static bool TryParse(string? text, [NotNullWhen(true)] out PathPattern? pattern)
    {
        pattern = null;
        if (text is not ['/', ..] || text.Length > RouteLimits.PathLength)
        {
            return false;
        }

        var parts = text == "/" ? [] : text[1..].Split('/');
        var isOpen = parts is [.., var last] && IsParameter(last, out var isCatchAll) && isCatchAll;
        var segments = new List<string?>();
        foreach (var part in isOpen ? parts[..^1] : parts)
        {
            if (IsParameter(part, out var takesAll) ? takesAll : !IsLiteral(part))
            {
                return false;
            }

            segments.Add(part[0] == '{' ? null : part);
        }

        pattern = segments.Count <= RouteLimits.Segments ? new PathPattern([.. segments], isOpen) : null;
        return pattern is not null;
    }

    /// <exception cref="FormatException">The text is no pattern.</exception>
    public static PathPattern Parse(string text) =>
        TryParse(text, out var pattern) ? pattern : throw new FormatException($"'{text}' is no pattern of a path: it {Rule}.");

    public bool IsMatch(ReadOnlySpan<char> path)
    {
        var rest = Content(path);
        foreach (var segment in _segments)
        {
            if (rest.IsEmpty)
            {
                return false;
            }

            var end = rest.IndexOf('/');
            var part = end < 0 ? rest : rest[..end];
            if (part.IsEmpty || (segment is not null && !part.Equals(segment, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }

            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return _isOpen || rest.IsEmpty;
    }

    /// <summary>Which of two patterns is looked at first: the more specific one, below 0 for this.</summary>
    public int CompareTo(PathPattern other)
    {
        for (var i = 0; i < Math.Max(_segments.Length, other._segments.Length); i++)
        {
            var difference = Rank(i).CompareTo(other.Rank(i));
            if (difference != 0)
            {
                return difference;
            }
        }

        return _isOpen.CompareTo(other._isOpen);
    }

    // A literal before a parameter, that before the end of a pattern; so longer ones come first.
    private int Rank(int index) => index >= _segments.Length ? 2 : _segments[index] is null ? 1 : 0;

    private static ReadOnlySpan<char> Content(ReadOnlySpan<char> path)
    {
        var content = path is ['/', ..] ? path[1..] : path;
        return content is [.., '/'] ? content[..^1] : content;
    }

    private static bool IsParameter(string part, out bool isCatchAll)
    {
        isCatchAll = part.StartsWith("{*", StringComparison.Ordinal);
        return part is ['{', _, .., '}'] && part[1..^1].TrimStart('*') is { Length: > 0 } name
            && part.Length - name.Length <= 4
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
    }

    private static bool IsLiteral(string part) =>
        part.Length > 0 && part is not ("." or "..")
        && part.All(character => !char.IsControl(character) && !char.IsWhiteSpace(character) && !"{}*?#%\\".Contains(character, StringComparison.Ordinal));
}
