using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Registry;

/// <summary>A set of HTTP status codes, such as <c>200-299,401</c>, in the one form in which two spellings of the same set are equal.</summary>
[JsonConverter(typeof(ExpectedStatusConverter))]
public sealed partial record ExpectedStatus
{
    public const int MaxLength = 128;

    public const string Rule = "must be status codes from 200 to 599, such as 200-299 or 200-299,401, in at most 128 characters";

    private const int First = 200;
    private const int Last = 599;

    private ExpectedStatus(string value) => Value = value;

    /// <summary>What passes where nothing else is said.</summary>
    public static ExpectedStatus Success { get; } = new("200-299");

    /// <summary>Ranges in ascending order that neither overlap nor touch, separated by commas.</summary>
    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ExpectedStatus? status)
    {
        status = null;
        if (text is null or { Length: > MaxLength } || !Pattern().IsMatch(text))
        {
            return false;
        }

        var ranges = text.Split(',').Select(Range).OrderBy(range => range.From).ToList();
        if (ranges.Any(range => range.From < First || range.To > Last || range.From > range.To))
        {
            return false;
        }

        status = new ExpectedStatus(string.Join(',', Merge(ranges).Select(Write)));
        return true;
    }

    /// <exception cref="FormatException">The text is no set of status codes.</exception>
    public static ExpectedStatus Parse(string text) =>
        TryParse(text, out var status) ? status : throw new FormatException($"'{text}' {Rule}.");

    public bool Contains(int code) => Value.Split(',').Select(Range).Any(range => code >= range.From && code <= range.To);

    public override string ToString() => Value;

    private static (int From, int To) Range(string text)
    {
        var from = int.Parse(text.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        return (from, text.Length == 3 ? from : int.Parse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private static List<(int From, int To)> Merge(List<(int From, int To)> ascending)
    {
        var merged = new List<(int From, int To)>();
        foreach (var range in ascending)
        {
            if (merged.Count > 0 && range.From <= merged[^1].To + 1)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, range.To));
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }

    private static string Write((int From, int To) range) =>
        string.Create(CultureInfo.InvariantCulture, $"{range.From}{(range.To > range.From ? $"-{range.To}" : "")}");

    [GeneratedRegex("^[0-9]{3}(?:-[0-9]{3})?(?:,[0-9]{3}(?:-[0-9]{3})?)*\\z")]
    private static partial Regex Pattern();
}
