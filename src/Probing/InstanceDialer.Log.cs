using System.Net;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Probing;

internal sealed partial class InstanceDialer
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Host} is not dialled: {Address}:{Port} {Reason}", EventName = nameof(Refused))]
        public static partial void Refused(ILogger logger, string host, IPAddress address, int port, string reason);
    }
}
