#nullable disable

namespace Consul;

/// <summary>What every answer to a query has.</summary>
public class QueryResult : ConsulResult
{
    public QueryResult()
    {
    }

    public QueryResult(QueryResult other)
        : base(other) => (LastIndex, LastContact, KnownLeader) = (other.LastIndex, other.LastContact, other.KnownLeader);

    /// <summary>0 where the answer had none.</summary>
    public ulong LastIndex { get; set; }

    public TimeSpan LastContact { get; set; }

    public bool KnownLeader { get; set; }
}
