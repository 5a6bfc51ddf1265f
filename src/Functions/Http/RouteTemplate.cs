namespace ToskaMesh.Functions.Http;

/// <summary>A route of a function, as far as this app writes them: literals, <c>{parameter}</c> and a last <c>{*rest}</c>.</summary>
public sealed class RouteTemplate
{
    private readonly string[] _segments;

    public RouteTemplate(string text)
    {
        Text = text;
        _segments = Split(text);
    }

    public string Text { get; }

    public IEnumerable<string> Parameters => _segments.Where(IsParameter).Select(segment => segment.Trim('{', '}', '*'));

    public bool IsCatchAll => _segments is [.., var last] && last.StartsWith("{*", StringComparison.Ordinal);

    /// <summary>Without case and with or without a slash at the end, as the host matches.</summary>
    public bool Matches(string path)
    {
        var given = Split(path);
        var fixedCount = IsCatchAll ? _segments.Length - 1 : _segments.Length;
        if (IsCatchAll ? given.Length < fixedCount : given.Length != fixedCount)
        {
            return false;
        }

        return _segments.Take(fixedCount).Zip(given).All(pair =>
            (IsParameter(pair.First) && pair.Second.Length > 0) || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsParameter(string segment) => segment.StartsWith('{');

    // One slash more at the end is the same path; one in the middle is another.
    private static string[] Split(string path)
    {
        var bare = path.StartsWith('/') ? path[1..] : path;
        bare = bare.EndsWith('/') ? bare[..^1] : bare;
        return bare.Length == 0 ? [] : bare.Split('/');
    }
}
