using Microsoft.IdentityModel.Protocols;

namespace ToskaMesh.Functions.Identity.External;

/// <summary>Fetches a provider's documents: over TLS, but for one on loopback, which names only addresses there.</summary>
internal sealed class ProviderDocuments(HttpClient http, bool allowsLoopback) : IDocumentRetriever
{
    /// <exception cref="HttpRequestException">It cannot be had.</exception>
    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        var uri = new Uri(address);
        if (uri.Scheme != Uri.UriSchemeHttps && !(allowsLoopback && uri is { Scheme: "http", IsLoopback: true }))
        {
            throw new HttpRequestException($"The provider's document at {uri.GetLeftPart(UriPartial.Authority)} is not behind TLS.");
        }

        return await http.GetStringAsync(uri, cancel);
    }
}
