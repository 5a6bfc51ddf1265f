using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

internal sealed partial class InstanceProbes
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Instance} of {Service} is {Status} after a probe: {Output}")]
        public static partial void Changed(ILogger logger, InstanceId instance, ServiceName service, HealthStatus status, string output);
    }
}
