using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Functions.Http;

/// <summary>Reads requests.</summary>
internal static class RequestExtensions
{
    public static bool IsHttp(this FunctionContext context) => context.IsStartedBy("httpTrigger");

    /// <summary>Whether a broker's message started the function.</summary>
    public static bool IsDelivery(this FunctionContext context) =>
        context.IsStartedBy("rabbitMQTrigger") || context.IsStartedBy("serviceBusTrigger");

    /// <summary>Whether an orchestrator is run, which may wait for nothing but its own context: neither may whatever is around it.</summary>
    public static bool IsOrchestrator(this FunctionContext context) => context.IsStartedBy("orchestrationTrigger");

    private static bool IsStartedBy(this FunctionContext context, string trigger) =>
        context.FunctionDefinition.InputBindings.Values.Any(binding => binding.Type.Equals(trigger, StringComparison.OrdinalIgnoreCase));

    public static string? Header(this HttpRequestData request, string name) =>
        request.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>All of the body. Middleware bounded it, and may have read it before.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(this HttpRequestData request, CancellationToken cancellationToken)
    {
        if (request.Body.CanSeek)
        {
            request.Body.Position = 0;
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }
}
