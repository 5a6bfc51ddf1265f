using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Ticking;

public sealed partial class Tick
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Time changed {Count} instances or services")]
        public static partial void Swept(ILogger logger, int count);
    }
}
