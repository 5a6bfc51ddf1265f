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

    private int _keywords;
    private int _depth;

    public void Begin() => (_keywords, _depth) = (0, 0);

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
