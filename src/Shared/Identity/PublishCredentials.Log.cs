using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Identity;

public sealed partial class PublishCredentials
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Published credential table {Order} with {Keys} keys and {Revoked} revoked sessions.")]
        public static partial void Published(ILogger logger, TableVersion order, int keys, int revoked);

        [LoggerMessage(2, LogLevel.Warning, "The stored credential table cannot be read ({Error}); it will be replaced.")]
        public static partial void Unreadable(ILogger logger, string error);
    }
}
