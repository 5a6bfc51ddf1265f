using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Probing;

internal sealed partial class InstanceProbe
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Instance} of {Service} is {Health} by its check: {Result}", EventName = nameof(Changed))]
        public static partial void Changed(ILogger logger, string instance, string service, DestinationHealth health, string result);

        [LoggerMessage(2, LogLevel.Error, "The probes of {Instance} of {Service} ended", EventName = nameof(Ended))]
        public static partial void Ended(ILogger logger, string instance, string service, Exception exception);
    }
}
