using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration;

/// <summary>Whom a configuration is for. Empty parts ask for nothing: one without both is for everybody.</summary>
/// <param name="Services">One of these.</param>
/// <param name="Labels">An instance that has all of these.</param>
public sealed record ConfigurationSelector(IReadOnlyList<ServiceName> Services, IReadOnlyDictionary<string, string> Labels)
{
    public static ConfigurationSelector Everybody { get; } = new([], new Dictionary<string, string>());

    public bool Selects(ServiceName service, IReadOnlyDictionary<string, string> labels) =>
        (Services.Count == 0 || Services.Contains(service))
        && Labels.All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value);

    public bool Equals(ConfigurationSelector? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>One spelling for what means the same.</summary>
    public override string ToString() => string.Join(
        '\n',
        [
            .. Services.Select(service => service.Value).Order(StringComparer.Ordinal),
            .. Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}\t{label.Value}"),
        ]);
}
