using Microsoft.AspNetCore.Http;

namespace ToskaMesh.Cli.Tests.Client;

internal sealed record StubRequest(string Method, string Target, string? Key, long? ContentLength, string Body, string? Authorization = null)
{
    public static async Task<StubRequest> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return new StubRequest(
            request.Method,
            $"{request.Path}{request.QueryString}",
            request.Headers["X-API-Key"],
            request.ContentLength,
            await reader.ReadToEndAsync(),
            request.Headers.Authorization.FirstOrDefault());
    }
}
