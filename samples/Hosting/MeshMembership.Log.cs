using Microsoft.Extensions.Logging;

namespace ToskaMesh.Samples.Hosting;

internal sealed partial class MeshMembership
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Instance} joined the mesh as an instance of {Service}")]
        public static partial void Joined(ILogger logger, string instance, string service);

        [LoggerMessage(2, LogLevel.Warning, "{Instance} did not reach the mesh and goes on serving: {Reason}")]
        public static partial void Unreachable(ILogger logger, string instance, string reason);

        [LoggerMessage(3, LogLevel.Warning, "{Instance} could not leave the mesh, its lease will end: {Reason}")]
        public static partial void CouldNotLeave(ILogger logger, string instance, string reason);
    }
}
