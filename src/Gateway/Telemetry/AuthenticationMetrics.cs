using System.Diagnostics.Metrics;
using System.Text.Json;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Gateway.Telemetry;

/// <summary>
/// Counts the credentials that callers of services presented, by method and outcome. Both are fixed, so there is a number
/// for each pair, read when somebody asks: to find a counter's series by its labels would cost each request.
/// </summary>
internal sealed class AuthenticationMetrics
{
    private static readonly string[] Faults = [.. Enum.GetNames<TokenFault>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    private readonly long[] _refusedTokens = new long[Faults.Length];
    private long _acceptedTokens;
    private long _acceptedKeys;
    private long _refusedKeys;
    private long _ambiguous;

    public AuthenticationMetrics(MeshMeter meter) => meter.Meter.CreateObservableCounter(
        "toska_gateway_authentications", Read, description: "Credentials that callers of services presented, by method and outcome.");

    public void OfKey(bool accepted) => Interlocked.Increment(ref accepted ? ref _acceptedKeys : ref _refusedKeys);

    /// <param name="fault">Null when the token was accepted.</param>
    public void OfToken(TokenFault? fault) =>
        Interlocked.Increment(ref fault is { } refused ? ref _refusedTokens[(int)refused] : ref _acceptedTokens);

    public void Ambiguous() => Interlocked.Increment(ref _ambiguous);

    private IEnumerable<Measurement<long>> Read()
    {
        yield return Of("api_key", "accepted", ref _acceptedKeys);
        yield return Of("api_key", "invalid", ref _refusedKeys);
        yield return Of("several", "ambiguous", ref _ambiguous);
        yield return Of("token", "accepted", ref _acceptedTokens);
        for (var i = 0; i < Faults.Length; i++)
        {
            yield return Of("token", Faults[i], ref _refusedTokens[i]);
        }
    }

    private static Measurement<long> Of(string method, string outcome, ref long count) => new(
        Interlocked.Read(ref count), new KeyValuePair<string, object?>("method", method), new KeyValuePair<string, object?>("outcome", outcome));
}
