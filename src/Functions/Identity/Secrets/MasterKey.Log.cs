using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Identity.Secrets;

internal sealed partial class MasterKey
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Made a master key in {Path}: without it the signing keys in the store are of no use")]
        public static partial void Made(ILogger logger, string path);
    }
}
