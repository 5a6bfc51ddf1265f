using Microsoft.Extensions.Logging;

namespace ToskaMesh.Shared.Routing;

public sealed partial class PublishRoutes
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Published route table {Order} with {Services} services, {Bytes} bytes.")]
        public static partial void Published(ILogger logger, TableVersion order, int services, int bytes);

        [LoggerMessage(2, LogLevel.Debug, "Another publisher wrote before route table {Order}: reading again.")]
        public static partial void Conflict(ILogger logger, TableVersion order);

        [LoggerMessage(3, LogLevel.Warning, "The stored route table cannot be read ({Reason}: {Error}); it will be replaced.")]
        public static partial void Unreadable(ILogger logger, RouteTableRejection reason, string error);

        [LoggerMessage(4, LogLevel.Information, "This store begins epoch {Epoch}.")]
        public static partial void EpochBegun(ILogger logger, long epoch);

        [LoggerMessage(5, LogLevel.Information, "Epoch {Epoch} holds its route table back while instances register.")]
        public static partial void Held(ILogger logger, long epoch);
    }
}
