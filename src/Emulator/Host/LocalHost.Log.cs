using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Host;

internal sealed partial class LocalHost
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Function}: [{Methods}] {Address}{Route}")]
        public static partial void Route(ILogger logger, string function, string methods, Uri address, string? route);

        [LoggerMessage(2, LogLevel.Information, "The local Functions host listens on {Address} with {Functions} functions, {Errors} in error")]
        public static partial void Started(ILogger logger, Uri address, int functions, int errors);

        [LoggerMessage(3, LogLevel.Information, "The local Functions host has stopped; no invocation was running any more")]
        public static partial void Stopped(ILogger logger);

        [LoggerMessage(4, LogLevel.Warning, "The time to stop is over while invocations still run")]
        public static partial void StoppedInTheMiddle(ILogger logger);
    }
}
