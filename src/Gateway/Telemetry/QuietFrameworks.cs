namespace ToskaMesh.Gateway.Telemetry;

internal static class QuietFrameworks
{
    /// <summary>The gateway logs each failed request once, with what matters; the frameworks would log it twice more, with stack traces.</summary>
    public static ILoggingBuilder AddQuietFrameworks(this ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)

        // At any level it makes an activity and a log scope for each request, a twentieth of what forwarding costs.
        // With a listener to activities there is one all the same.
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
        .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical)
        .AddFilter("Yarp.ReverseProxy", LogLevel.Warning)
        .AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Error)
        .AddFilter("Yarp.ReverseProxy.LoadBalancing", LogLevel.Error);
}
