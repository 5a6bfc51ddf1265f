namespace ToskaMesh.Gateway.Telemetry;

internal static class QuietFrameworks
{
    /// <summary>The gateway logs each failed request once, with what matters; the frameworks would log it twice more, with stack traces.</summary>
    public static ILoggingBuilder AddQuietFrameworks(this ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical)
        .AddFilter("Yarp.ReverseProxy", LogLevel.Warning)
        .AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Error)
        .AddFilter("Yarp.ReverseProxy.LoadBalancing", LogLevel.Error);
}
