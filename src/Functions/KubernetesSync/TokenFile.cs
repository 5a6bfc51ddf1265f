using System.Net.Http.Headers;
using k8s.Authentication;

namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>A bearer token in a file, read with each request: it is replaced while it is still good, and there are few requests.</summary>
internal sealed class TokenFile(string path) : ITokenProvider
{
    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken) =>
        new("Bearer", (await File.ReadAllTextAsync(path, cancellationToken)).Trim());
}
