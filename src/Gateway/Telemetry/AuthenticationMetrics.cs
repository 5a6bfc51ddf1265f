using System.Diagnostics.Metrics;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Gateway.Telemetry;

/// <summary>Counts the credentials that callers of services presented, by kind and by what they came to: labels of fixed numbers.</summary>
internal sealed class AuthenticationMetrics
{
    private const string Accepted = "accepted";

    private readonly Counter<long> _authentications;

    public AuthenticationMetrics(MeshMeter meter) => _authentications = meter.Meter.CreateCounter<long>(
        "toska_gateway_authentications", description: "Credentials that callers of services presented, by method and outcome.");

    public void OfKey(bool accepted) => Count("api_key", accepted ? Accepted : "invalid");

    /// <param name="fault">Null when the token was accepted.</param>
    public void OfToken(TokenFault? fault) => Count("token", fault is { } refused ? Name(refused) : Accepted);

    public void Ambiguous() => Count("several", "ambiguous");

    private void Count(string method, string outcome) => _authentications.Add(
        1, new KeyValuePair<string, object?>("method", method), new KeyValuePair<string, object?>("outcome", outcome));

    private static string Name(TokenFault fault) => fault switch
    {
        TokenFault.WrongType => "wrong_type",
        TokenFault.UnknownKey => "unknown_key",
        TokenFault.BadSignature => "bad_signature",
        TokenFault.WrongIssuer => "wrong_issuer",
        TokenFault.WrongAudience => "wrong_audience",
        TokenFault.Expired => "expired",
        TokenFault.NotYetValid => "not_yet_valid",
        TokenFault.Revoked => "revoked",
        _ => "malformed",
    };
}
