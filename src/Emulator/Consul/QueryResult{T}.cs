#nullable disable

namespace Consul;

/// <summary>An answer to a query.</summary>
public class QueryResult<T> : QueryResult
{
    public QueryResult()
    {
    }

    public QueryResult(QueryResult other)
        : base(other)
    {
    }

    public QueryResult(QueryResult other, T value)
        : base(other) => Response = value;

    /// <summary>Null on 404.</summary>
    public T Response { get; set; }
}
