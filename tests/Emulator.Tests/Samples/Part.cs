using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples;

/// <summary>A result with parts, of which one is the HTTP response.</summary>
public sealed class Part
{
    [HttpResult]
    public HttpResponseData? Response { get; init; }

    public string? Unbound { get; init; }
}
