using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Documents;

internal sealed partial class DocumentFollower<T>
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Document} {Order} applied, after {Before}", EventName = nameof(Applied))]
        public static partial void Applied(ILogger logger, string document, TableVersion? order, TableVersion? before);

        [LoggerMessage(2, LogLevel.Error, "{Document} rejected ({Reason}): {Detail} {Serving} keeps serving", EventName = nameof(Rejected))]
        public static partial void Rejected(ILogger logger, string document, string reason, string detail, TableVersion? serving);

        [LoggerMessage(7, LogLevel.Warning, "{Document} cannot be read: {Detail} {Serving} keeps serving", EventName = nameof(Unreadable))]
        public static partial void Unreadable(ILogger logger, string document, string detail, TableVersion? serving);

        [LoggerMessage(3, LogLevel.Information, "{Document} {Order} taken from the gateway's own copy", EventName = nameof(StartedFromCopy))]
        public static partial void StartedFromCopy(ILogger logger, string document, TableVersion? order);

        [LoggerMessage(4, LogLevel.Error, "The own copy of {Document} cannot be used ({Reason}): {Detail}", EventName = nameof(CopyUnusable))]
        public static partial void CopyUnusable(ILogger logger, string document, string reason, string detail);

        [LoggerMessage(5, LogLevel.Error, "The own copy of {Document} was not written: a restart without its source would bring an older one back", EventName = nameof(CopyNotKept))]
        public static partial void CopyNotKept(ILogger logger, string document, Exception exception);

        [LoggerMessage(6, LogLevel.Error, "Looking at {Document} failed", EventName = nameof(LookFailed))]
        public static partial void LookFailed(ILogger logger, string document, Exception exception);
    }
}
