using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Observations;

public sealed partial class ReceiveReport
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Gateway {Gateway} saw {Instance} of {Service} {State}, and changes of {Others} others")]
        public static partial void Changed(ILogger logger, InstanceId gateway, InstanceId instance, ServiceName service, ObservedState state, int others);
    }
}
