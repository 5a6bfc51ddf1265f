using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>A condition on a header or a parameter of the query.</summary>
/// <param name="Values">Any of them will do; null for <see cref="ValueMatchMode.Exists"/> only.</param>
public sealed record ValueMatch(string Name, ValueMatchMode Mode, IReadOnlyList<string>? Values)
{
    /// <summary>Of the values. Names of headers never are, those of the query are not either.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool CaseSensitive { get; init; }

    public bool IsMetBy(string? value)
    {
        if (Mode is ValueMatchMode.Exists || value is null || Values is null)
        {
            return value is not null;
        }

        var comparison = CaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        foreach (var wanted in Values)
        {
            if (Mode is ValueMatchMode.Exact ? value.Equals(wanted, comparison) : value.StartsWith(wanted, comparison))
            {
                return true;
            }
        }

        return false;
    }
}
