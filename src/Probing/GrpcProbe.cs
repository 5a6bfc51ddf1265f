using System.Net;
using ToskaMesh.Shared.Health;

namespace ToskaMesh.Probing;

/// <summary>
/// Calls <c>grpc.health.v1.Health/Check</c> (the gRPC health checking protocol). The one call is written by hand: a gRPC
/// client keeps a channel for each address and has a clock of its own, and its packages would have to agree with those
/// that the Functions worker brings.
/// </summary>
internal sealed class GrpcProbe(ProbeHandlers handlers) : IProbe
{
    private const string Path = "/grpc.health.v1.Health/Check";

    private const int MaxAnswer = 4 * 1024;

    public async Task<ProbeResult> RunAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        using var request = ProbeRequest.OfGrpc(target, Path, GrpcHealthMessage.Request(target.Check.Service ?? ""));
        using var response = await handlers.SendAsync(request, target.Check.TlsSkipVerify, cancellationToken);
        if (response.StatusCode is not HttpStatusCode.OK)
        {
            return response.StatusCode is HttpStatusCode.TooManyRequests
                ? ProbeResult.Warning("answered HTTP 429: too many requests")
                : ProbeResult.Critical($"answered HTTP {(int)response.StatusCode} instead of gRPC");
        }

        var answer = await ReadAsync(response.Content, cancellationToken);
        if (answer is null)
        {
            return ProbeResult.Critical($"answered more than {MaxAnswer} bytes, which no health answer has");
        }

        // An answer without a message has its status among the headers; otherwise it follows the message.
        var code = GrpcStatus.Read(response.TrailingHeaders) ?? GrpcStatus.Read(response.Headers);
        return code switch
        {
            null => ProbeResult.Critical("answered without a gRPC status"),
            { Code: GrpcStatus.Ok } => GrpcHealthMessage.Judge(answer, target.Check.Service),
            _ => ProbeResult.Critical(code.Describe(target.Check.Service)),
        };
    }

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxAnswer + 1];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return read > MaxAnswer ? null : buffer[..read];
    }
}
