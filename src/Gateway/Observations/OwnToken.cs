using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Gateway.Observations;

/// <summary>
/// The access token with which a gateway that is a client speaks to the control plane, kept until shortly before it
/// expires. For one caller at a time.
/// </summary>
internal sealed class OwnToken(HttpMessageInvoker client, GatewayOptions options, TimeProvider timeProvider)
{
    // So that it does not expire on the way.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private const int MaxAnswer = 64 * 1024;

    private readonly Uri _address = new(new Uri(options.ControlPlane), "/oauth/token");
    private string? _token;
    private long _askedAt;
    private TimeSpan _goodFor;

    /// <exception cref="HttpRequestException">The control plane cannot be reached.</exception>
    public async Task<OwnTokenResult> GetAsync(CancellationToken cancellationToken)
    {
        if (_token is { } kept && timeProvider.GetElapsedTime(_askedAt) < _goodFor)
        {
            return new OwnTokenResult(kept);
        }

        Forget();
        var askedAt = timeProvider.GetTimestamp();
        using var request = Request();
        using var response = await client.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return OwnTokenResult.Refused(Refusal(response.StatusCode));
        }

        await response.Content.LoadIntoBufferAsync(MaxAnswer, cancellationToken);
        if (Read(await response.Content.ReadAsByteArrayAsync(cancellationToken)) is not var (token, lifetime))
        {
            return OwnTokenResult.Refused("What it answers at /oauth/token is no access token.");
        }

        (_token, _askedAt, _goodFor) = (token, askedAt, lifetime - Margin);
        return new OwnTokenResult(token);
    }

    /// <summary>After it was refused: the client's tokens may have been revoked, or the signing keys replaced.</summary>
    public void Forget() => _token = null;

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new FormUrlEncodedContent(
            [
                KeyValuePair.Create("grant_type", "client_credentials"),
                KeyValuePair.Create("audience", Audiences.ControlPlane),
            ]),
        };

        // Both parts are form-encoded before they are joined (RFC 6749, section 2.3.1).
        var basic = $"{WebUtility.UrlEncode(options.ClientId)}:{WebUtility.UrlEncode(options.ClientSecret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(basic)));
        return request;
    }

    private static string Refusal(HttpStatusCode status) => status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized
        ? $"It answers {(int)status} at /oauth/token: Mesh:Gateway:ClientId and ClientSecret must be those of a client there."
        : $"It answers {(int)status} at /oauth/token.";

    private static (string Token, TimeSpan Lifetime)? Read(byte[] answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("access_token", out var token) && token.ValueKind == JsonValueKind.String
                && token.GetString() is { Length: > 0 } text && text.All(char.IsAscii) && !text.Any(char.IsControl)
                && root.TryGetProperty("expires_in", out var seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetInt32(out var lifetime)
                ? (text, TimeSpan.FromSeconds(lifetime))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
