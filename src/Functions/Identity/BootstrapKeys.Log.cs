using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity;

internal sealed partial class BootstrapKeys
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The first Admin key was made; it stands in {Path}")]
        public static partial void KeyMade(ILogger logger, string path);

        [LoggerMessage(2, LogLevel.Information, "Key {Id} of role {Role} is stored")]
        public static partial void KeyStored(ILogger logger, string id, Role role);

        [LoggerMessage(3, LogLevel.Warning, "{Path} is gone; its Admin key still works for whoever has it. To make a new one known, set Mesh:Bootstrap:ApiKey")]
        public static partial void FileLost(ILogger logger, string path);

        [LoggerMessage(4, LogLevel.Warning, "Key {Id} is in no app's settings any more; ending it: {Outcome}")]
        public static partial void KeyEnded(ILogger logger, string id, ApiKeyDeletion outcome);
    }
}
