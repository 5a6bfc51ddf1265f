using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Tests.Samples.Durable;

internal static partial class GreetingLog
{
    [LoggerMessage(1, LogLevel.Information, "greeting {Count} names")]
    public static partial void LogOnce(this ILogger logger, int count);
}
