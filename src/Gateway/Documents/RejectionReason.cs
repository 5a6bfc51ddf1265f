using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Documents;

/// <summary>Why a document was not applied, as the metrics' label spells it.</summary>
internal static class RejectionReason
{
    public const string Empty = "empty";
    public const string Malformed = "malformed";
    public const string Schema = "schema";
    public const string Invalid = "invalid";
    public const string OlderEpoch = "older_epoch";
    public const string OlderVersion = "older_version";

    /// <summary>There is no document, or its storage does not answer.</summary>
    public const string Unreadable = "unreadable";

    public static string Of(RouteTableRejection rejection) => rejection switch
    {
        RouteTableRejection.Empty => Empty,
        RouteTableRejection.Malformed => Malformed,
        RouteTableRejection.Schema => Schema,
        RouteTableRejection.OlderEpoch => OlderEpoch,
        RouteTableRejection.OlderVersion => OlderVersion,
        _ => Invalid,
    };
}
