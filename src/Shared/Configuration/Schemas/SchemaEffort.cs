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

    private TimeSpan _matched;
    private int _keywords;
    private int _depth;

    /// <summary>
    /// Of one evaluation's patterns together, and of one of them: a time, because what each character costs depends on
    /// how many states a pattern has, and <c>[ab]{9999}</c> has many.
    /// </summary>
    public static TimeSpan Matching { get; } = TimeSpan.FromSeconds(2);

    public void Begin() => (_keywords, _depth, _matched) = (0, 0, TimeSpan.Zero);

    /// <exception cref="SchemaEffortException">It was enough.</exception>
    public bool IsMatch(Regex pattern, string text)
    {
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            return _matched < Matching ? pattern.IsMatch(text) : throw new SchemaEffortException();
        }
        catch (RegexMatchTimeoutException)
        {
            throw new SchemaEffortException();
        }
        finally
        {
            _matched += TimeProvider.System.GetElapsedTime(start);
        }
    }

    /// <exception cref="SchemaEffortException">It was enough.</exception>
    public void Enter()
    {
        if (++_keywords > MaxKeywords || ++_depth > MaxDepth)
        {
            throw new SchemaEffortException();
        }
    }

    public void Leave() => _depth--;
}
