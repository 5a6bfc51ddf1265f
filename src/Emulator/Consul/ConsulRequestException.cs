#nullable disable

using System.Net;

namespace Consul;

/// <summary>Consul answered, but neither with success nor with 404.</summary>
public class ConsulRequestException : Exception
{
    public ConsulRequestException()
    {
    }

    public ConsulRequestException(string message, HttpStatusCode statusCode)
        : base(message) => StatusCode = statusCode;

    public ConsulRequestException(string message, HttpStatusCode statusCode, Exception inner)
        : base(message, inner) => StatusCode = statusCode;

    public HttpStatusCode StatusCode { get; set; }
}
