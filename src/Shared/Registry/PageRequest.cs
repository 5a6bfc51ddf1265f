namespace ToskaMesh.Shared.Registry;

/// <param name="Limit">1 to <see cref="MaxLimit"/>.</param>
/// <param name="After">The last key of the page before; null for the first.</param>
public sealed record PageRequest(int Limit, string? After = null)
{
    public const int DefaultLimit = 100;

    public const int MaxLimit = 1000;

    public static PageRequest First { get; } = new(DefaultLimit);
}
