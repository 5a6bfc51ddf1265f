namespace ToskaMesh.Gateway.Forwarding;

/// <summary>Every request gets its correlation id, and every answer shows it.</summary>
internal sealed class CorrelationMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        CorrelationId.Assign(context);
        CorrelationId.Answer(context);
        return next(context);
    }
}
