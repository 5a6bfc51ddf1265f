#nullable disable

namespace Consul;

/// <summary>How a query is to be answered.</summary>
public class QueryOptions
{
    public static readonly QueryOptions Default = new();

    /// <summary>The agent's own where nothing is said.</summary>
    public string Datacenter { get; set; }

    /// <summary>Above 0 makes it a blocking query: it is answered once the index is another one, or the time is over.</summary>
    public ulong WaitIndex { get; set; }

    public TimeSpan? WaitTime { get; set; }

    public string Token { get; set; }
}
