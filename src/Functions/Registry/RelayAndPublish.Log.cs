using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Registry;

internal sealed partial class RelayAndPublish
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The {Step} after a commit takes longer than its request; it goes on, or Tick does it")]
        public static partial void Late(ILogger logger, string step);

        [LoggerMessage(2, LogLevel.Warning, "The {Step} after a commit failed; Tick tries again")]
        public static partial void Failed(ILogger logger, string step, Exception exception);
    }
}
