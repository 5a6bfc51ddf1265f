using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Registry;

/// <summary>
/// What an HTTP probe sends beside its request line: at most 16 headers, each name once whatever its case, each of them
/// allowed by <see cref="ProbeHeaderRules"/>. Values may be secrets of the team that registered them.
/// </summary>
[JsonConverter(typeof(ProbeHeadersConverter))]
public sealed class ProbeHeaders : IEquatable<ProbeHeaders>
{
    public const int MaxCount = 16;

    private ProbeHeaders(IReadOnlyList<KeyValuePair<string, string>> items) => Items = items;

    /// <summary>Ordered by name. Not empty.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Items { get; }

    /// <returns>False, too, when there is none: no headers are null.</returns>
    public static bool TryCreate(IReadOnlyCollection<KeyValuePair<string, string>> items, [NotNullWhen(true)] out ProbeHeaders? headers)
    {
        var isSound = items.Count is > 0 and <= MaxCount
            && items.All(item => ProbeHeaderRules.RefusalOfName(item.Key) is null && ProbeHeaderRules.RefusalOfValue(item.Key, item.Value) is null)
            && items.DistinctBy(item => item.Key, StringComparer.OrdinalIgnoreCase).Count() == items.Count
            && items.Sum(item => item.Key.Length + item.Value.Length) <= ProbeHeaderRules.MaxLength;
        headers = isSound ? new ProbeHeaders([.. items.OrderBy(item => item.Key, StringComparer.OrdinalIgnoreCase)]) : null;
        return isSound;
    }

    public bool Equals(ProbeHeaders? other) => other is not null && Items.SequenceEqual(other.Items);

    public override bool Equals(object? obj) => Equals(obj as ProbeHeaders);

    public override int GetHashCode() => Items.Aggregate(Items.Count, HashCode.Combine);

    /// <summary>The names only: whoever logs a check must not log a secret.</summary>
    public override string ToString() => string.Join(", ", Items.Select(item => item.Key));
}
