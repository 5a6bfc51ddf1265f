using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using ToskaMesh.Shared.Identity.External;

namespace ToskaMesh.Functions.Identity.External;

/// <summary>
/// What a provider says of itself, kept for a while. Not the library's ConfigurationManager: that one refreshes behind the
/// request that met a new key, which is refused then, and by a clock of its own.
/// </summary>
internal sealed class ProviderKeys(ExternalProviderOptions provider, HttpClient http, TimeProvider time) : IDisposable
{
    /// <summary>Keys that were taken back count for so long at most.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>While the provider cannot be reached, for so long.</summary>
    private static readonly TimeSpan Usable = TimeSpan.FromHours(12);

    /// <summary>How often tokens of unknown keys may have the provider asked.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ProviderDocuments _documents = new(http, provider.IsLoopback);
    private OpenIdConnectConfiguration? _last;
    private DateTimeOffset _fetchedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;

    /// <param name="unlike">What was found wanting: asked again for, unless that was done a moment ago.</param>
    /// <exception cref="ExternalProviderUnavailableException">There is none.</exception>
    public async Task<OpenIdConnectConfiguration> ReadAsync(OpenIdConnectConfiguration? unlike, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            var isWanted = _last is null || now - _fetchedAt >= Fresh || ReferenceEquals(_last, unlike);
            if (isWanted && now - _triedAt >= Pause)
            {
                _triedAt = now;
                await TryFetchAsync(now, cancellationToken);
            }

            return _last is not null && now - _fetchedAt < Usable
                ? _last
                : throw new ExternalProviderUnavailableException($"The provider {provider.Authority} does not say which keys it has.");
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task TryFetchAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var authority = provider.Authority.TrimEnd('/');
            var read = await OpenIdConnectConfigurationRetriever.GetAsync(
                $"{authority}/.well-known/openid-configuration", _documents, cancellationToken);

            // OpenID Connect Discovery 1.0, section 4.3: a provider speaks for itself only.
            if (read.Issuer?.TrimEnd('/') == authority)
            {
                (_last, _fetchedAt) = (read, now);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The last one serves on, for a while; where there is none, the caller is told.
        }
    }
}
