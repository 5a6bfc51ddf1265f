using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Configuration.Schemas;

/// <summary>
/// How much one evaluation may do. Schemas can refer to themselves, which the library follows until the stack is used
/// up and the process with it, and can be made to say one thing a billion times.
/// </summary>
internal sealed class SchemaEffort
{
    private const int MaxKeywords = 200_000;

    // Each level of a document takes a few of a schema.
    private const int MaxDepth = 8 * ConfigurationLimits.Depth;

    // Some keywords do as much as they have values: "enum" compares each.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private long _start;
    private int _keywords;
    private int _depth;

    /// <summary>
    /// Of one pattern. A time, as that of the whole is one, because what each character costs depends on how many states a
    /// pattern has, and <c>[ab]{9999}</c> has many.
    /// </summary>
    public static TimeSpan LongestMatch { get; } = TimeSpan.FromSeconds(2);

    public void Begin() => (_keywords, _depth, _start) = (0, 0, TimeProvider.System.GetTimestamp());

    /// <exception cref="SchemaEffortException">It was enough.</exception>
    public static bool IsMatch(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new SchemaEffortException();
        }
    }

    /// <exception cref="SchemaEffortException">It was enough.</exception>
    public void Enter()
    {
        if (++_keywords > MaxKeywords || ++_depth > MaxDepth || TimeProvider.System.GetElapsedTime(_start) > Longest)
        {
            throw new SchemaEffortException();
        }
    }

    public void Leave() => _depth--;
}
