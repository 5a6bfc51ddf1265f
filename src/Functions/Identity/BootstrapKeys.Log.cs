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

        [LoggerMessage(4, LogLevel.Warning, "Key {Id} was in no app's settings any more, and was ended")]
        public static partial void KeyEnded(ILogger logger, string id);

        [LoggerMessage(5, LogLevel.Warning, "Key {Id} seemed to be in no app's settings any more, and stays: {Outcome}")]
        public static partial void KeyKept(ILogger logger, string id, ApiKeyDeletion outcome);

        [LoggerMessage(6, LogLevel.Warning, "The settings' secret of key {Id} was replaced or deleted before and is not taken again; these settings are old, or need a new secret")]
        public static partial void SecretRetired(ILogger logger, string id);
    }
}
