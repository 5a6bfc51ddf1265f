using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Access;

internal sealed partial class CallerAuthentication
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "An access token was refused: {Fault}")]
        public static partial void TokenRefused(ILogger logger, TokenFault fault);
    }
}
