using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Shared.Routing.Explicit;

public sealed partial class ConfiguredRoutes
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Version {Version} of the route {Route} is not served: {Pointer} {Detail}", EventName = nameof(Unreadable))]
        public static partial void Unreadable(ILogger logger, ConfigurationName route, long version, string pointer, string detail);
    }
}
