using System.Globalization;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Host.Http;

/// <summary>
/// A response object that arrived where the host expected a value: it is serialised and answered with 200. That is what
/// the genuine host does when middleware sets the result of a function whose result has parts.
/// </summary>
internal sealed record SerializedResponse(
    string Method,
    IReadOnlyDictionary<string, string> Query,
    string StatusCode,
    IReadOnlyDictionary<string, string> Headers,
    bool EnableContentNegotiation,
    IReadOnlyList<object> Cookies,
    string? Body)
{
    public static SerializedResponse Of(HttpResponseData response) =>
        new(
            Method: "",
            Query: new Dictionary<string, string>(),
            StatusCode: ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture),
            Headers: response.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value)),
            EnableContentNegotiation: false,
            Cookies: [],
            Body: ReadBody(response.Body));

    public ReadOnlyMemory<byte> ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);

    private static string? ReadBody(Stream body)
    {
        if (body.Length == 0)
        {
            return null;
        }

        body.Position = 0;
        using var reader = new StreamReader(body, leaveOpen: true);
        return reader.ReadToEnd();
    }
}
