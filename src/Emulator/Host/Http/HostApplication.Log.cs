using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Host.Http;

internal sealed partial class HostApplication
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed in the host")]
        public static partial void RequestFailed(ILogger logger, string method, PathString path, Exception exception);

        [LoggerMessage(2, LogLevel.Debug, "{Method} {Path}: the caller is gone")]
        public static partial void CallerGone(ILogger logger, string method, PathString path, Exception exception);

        [LoggerMessage(3, LogLevel.Debug, "{Method} {Path}: the request is malformed or incomplete")]
        public static partial void BadRequest(ILogger logger, string method, PathString path, Exception exception);
    }
}
