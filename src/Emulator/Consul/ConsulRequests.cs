#nullable disable

using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Consul;

/// <summary>
/// Sends requests and fails as the package does: a 404 is an answer without content, any other error a
/// <see cref="ConsulRequestException"/>; a failed connection stays an <see cref="HttpRequestException"/>, and a
/// time-out a <see cref="TaskCanceledException"/>.
/// </summary>
internal sealed class ConsulRequests(HttpClient http, ConsulClientConfiguration config)
{
    public const string TokenHeader = "X-Consul-Token";

    public async Task<QueryResult<T>> GetAsync<T>(
        string path, IEnumerable<(string Name, string Value)> parameters, QueryOptions options, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var started = TimeProvider.System.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(path, [.. parameters, .. Parameters(options)]));
        if (!string.IsNullOrEmpty(options.Token))
        {
            request.Headers.Remove(TokenHeader);
            request.Headers.Add(TokenHeader, options.Token);
        }

        using var response = await http.SendAsync(request, ct);
        await ThrowOnErrorAsync(response, ct);
        var result = new QueryResult<T> { StatusCode = response.StatusCode };
        ReadHeaders(response, result);
        if (response.IsSuccessStatusCode)
        {
            await using var content = await response.Content.ReadAsStreamAsync(ct);
            result.Response = await JsonSerializer.DeserializeAsync(content, type, ct);
        }

        result.RequestTime = TimeProvider.System.GetElapsedTime(started);
        return result;
    }

    public async Task<WriteResult> PutAsync<T>(
        string path, IReadOnlyList<(string Name, string Value)> parameters, T body, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var started = TimeProvider.System.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Put, Address(path, parameters));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
            request.Content.Headers.ContentType = new("application/json");
        }

        using var response = await http.SendAsync(request, ct);
        await ThrowOnErrorAsync(response, ct);
        return new WriteResult { StatusCode = response.StatusCode, RequestTime = TimeProvider.System.GetElapsedTime(started) };
    }

    private static async Task ThrowOnErrorAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (!response.IsSuccessStatusCode && response.StatusCode is not HttpStatusCode.NotFound)
        {
            var text = await response.Content.ReadAsStringAsync(ct);
            throw new ConsulRequestException(
                $"Unexpected response, status code {response.StatusCode}{(text.Length == 0 ? "" : $": {text}")}", response.StatusCode);
        }
    }

    private static void ReadHeaders(HttpResponseMessage response, QueryResult result)
    {
        if (Header(response, "X-Consul-Index") is { } index)
        {
            result.LastIndex = ulong.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new ConsulRequestException("Failed to parse X-Consul-Index", response.StatusCode);
        }

        if (double.TryParse(Header(response, "X-Consul-LastContact"), CultureInfo.InvariantCulture, out var contact))
        {
            result.LastContact = TimeSpan.FromMilliseconds(contact);
        }

        result.KnownLeader = bool.TryParse(Header(response, "X-Consul-KnownLeader"), out var known) && known;
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private IEnumerable<(string Name, string Value)> Parameters(QueryOptions options)
    {
        if ((options.Datacenter ?? config.Datacenter) is { Length: > 0 } datacenter)
        {
            yield return ("dc", datacenter);
        }

        if (options.WaitIndex > 0)
        {
            yield return ("index", options.WaitIndex.ToString(CultureInfo.InvariantCulture));
        }

        if ((options.WaitTime ?? config.WaitTime) is { } wait)
        {
            yield return ("wait", GoDuration.Of(wait));
        }
    }

    private Uri Address(string path, IReadOnlyList<(string Name, string Value)> parameters)
    {
        var query = string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"));
        return new UriBuilder(config.Address) { Path = config.Address.AbsolutePath.TrimEnd('/') + path, Query = query }.Uri;
    }
}
