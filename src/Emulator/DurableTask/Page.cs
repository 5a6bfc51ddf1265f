namespace Microsoft.DurableTask;

/// <summary>A part of a list.</summary>
/// <param name="continuationToken">Asks for the next page; null at the last one.</param>
public sealed class Page<T>(IReadOnlyList<T> values, string? continuationToken = null)
    where T : notnull
{
    public IReadOnlyList<T> Values { get; } = values;

    public string? ContinuationToken { get; } = continuationToken;
}
