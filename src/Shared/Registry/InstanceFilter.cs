namespace ToskaMesh.Shared.Registry;

/// <param name="Tags">All of them must be there.</param>
/// <param name="HealthyOnly">Effective status Healthy.</param>
public sealed record InstanceFilter(IReadOnlyList<string> Tags, string? Zone = null, bool HealthyOnly = false)
{
    public static InstanceFilter None { get; } = new([]);
}
