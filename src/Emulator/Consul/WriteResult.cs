#nullable disable

namespace Consul;

/// <summary>An answer to a write. A 404 is one, too: only its status tells.</summary>
public class WriteResult : ConsulResult
{
    public WriteResult()
    {
    }

    public WriteResult(WriteResult other)
        : base(other)
    {
    }
}
