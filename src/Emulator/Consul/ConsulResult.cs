#nullable disable

using System.Net;

namespace Consul;

/// <summary>What every answer has.</summary>
public abstract class ConsulResult
{
    public ConsulResult()
    {
    }

    public ConsulResult(ConsulResult other) => (RequestTime, StatusCode) = (other.RequestTime, other.StatusCode);

    public TimeSpan RequestTime { get; set; }

    public HttpStatusCode StatusCode { get; set; }
}
