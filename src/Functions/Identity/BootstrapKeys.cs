using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Identity;

/// <summary>
/// Sees once that there is an Admin key, and that the settings' keys are stored; then, by the tick, that those end which
/// no app has in its settings any more.
/// </summary>
internal sealed partial class BootstrapKeys(
    IOptions<BootstrapOptions> options,
    IOptions<MeshOptions> mesh,
    IApiKeyStore store,
    TimeProvider time,
    ILogger<BootstrapKeys> logger) : ITickPart, IDisposable
{
    // The key of local.settings.sample.json, which serves on loopback as Azurite's account key does.
    private const string SampleId = "sample";
    private const string SampleGatewayId = "sample-gateway";

    private readonly SemaphoreSlim _turn = new(1);
    private volatile bool _done;
    private StoredApiKey[] _own = [];
    private DateTimeOffset _confirmedAt;

    /// <exception cref="NotReadyException">There is no Admin key, and this profile makes none.</exception>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        if (_done)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_done)
            {
                var admin = await EnsureAdminAsync(cancellationToken);
                _own = [.. admin is null ? [] : new[] { admin }, .. Seeds()];
                if (admin is not null && _own.Skip(1).Any(seed => seed.Id == admin.Id))
                {
                    // Of the file, which the settings' validator does not see.
                    throw new NotReadyException($"A key of the settings has the id '{admin.Id}' of the Admin key: give it another.");
                }

                foreach (var seed in _own)
                {
                    await SaveAsync(seed, cancellationToken);
                }

                _confirmedAt = time.GetUtcNow();
                _done = true;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Says which keys this app has, and ends those that nobody said that of for long. Once in <see cref="ApiKeyRules.ConfirmEvery"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!_done || now - _confirmedAt < ApiKeyRules.ConfirmEvery)
        {
            return;
        }

        foreach (var key in _own)
        {
            await store.ConfirmAsync(key.Id, key.Hash, cancellationToken);
        }

        await EndAbandonedAsync(now, cancellationToken);
        await store.PurgeAsync(cancellationToken);
        _confirmedAt = now;
    }

    public void Dispose() => _turn.Dispose();

    private async Task EndAbandonedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hasBootstrap = _own.Any(key => key.Origin is ApiKeyOrigin.Bootstrap);
        foreach (var key in await store.ListAsync(cancellationToken))
        {
            var isOwn = _own.Any(own => own.Id == key.Id);
            if (ApiKeyRules.IsAbandoned(key, isOwn, hasBootstrap, now))
            {
                var ended = RequestOrigin.None.Event(now, SecurityActions.ApiKeyRevoked, key.Id, "no settings have it any more");
                var outcome = await store.DeleteAbandonedAsync(key.Id, hasBootstrap, ended, cancellationToken);
                if (outcome is ApiKeyDeletion.Done)
                {
                    Log.KeyEnded(logger, key.Id);
                }
                else
                {
                    Log.KeyKept(logger, key.Id, outcome);
                }
            }
        }
    }

    /// <returns>Null when there is one that nobody has any more.</returns>
    private async Task<StoredApiKey?> EnsureAdminAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Bootstrap.ApiKey is { Length: > 0 } text)
        {
            var configured = ApiKey.TryParse(text, out var key) ? key : throw new NotReadyException(
                "Mesh:Bootstrap:ApiKey is not of the form tsk_<id>_<43 base64url characters>: make one with 256 random bits.");
            if (configured.Id == SampleId && mesh.Value.Profile is MeshProfile.Cloud)
            {
                throw new NotReadyException("Mesh:Bootstrap:ApiKey is the key of local.settings.sample.json, which everybody knows: make one with 256 random bits.");
            }

            return Of(configured, Role.Admin, ApiKeyOrigin.Bootstrap);
        }

        return mesh.Value.Profile is MeshProfile.Embedded
            ? await EnsureReadableFileAsync(cancellationToken)
            : throw new NotReadyException(
                $"Mesh:Bootstrap:ApiKey is not set: profile {mesh.Value.Profile} needs the first Admin key from there (tsk_<id>_<secret>, 256 random bits).");
    }

    private async Task<StoredApiKey?> EnsureReadableFileAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await EnsureFileAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NotReadyException(
                "The Admin key's file in the data directory cannot be read or made; the log says why.", exception);
        }
    }

    private async Task<StoredApiKey?> EnsureFileAsync(CancellationToken cancellationToken)
    {
        var file = new AdminKeyFile(Path.Combine(mesh.Value.FullDataDirectory, "api-key"));
        var key = await file.ReadAsync(cancellationToken);
        if (key is null && await HasAdminAsync(cancellationToken))
        {
            Log.FileLost(logger, file.Path);
            return null;
        }

        if (key is null)
        {
            key = ApiKey.Generate($"admin-{Guid.CreateVersion7(time.GetUtcNow()):N}"[..18]);
            await file.WriteAsync(key, cancellationToken);
            Log.KeyMade(logger, file.Path);
        }

        return Of(key, Role.Admin, ApiKeyOrigin.Bootstrap);
    }

    private async Task<bool> HasAdminAsync(CancellationToken cancellationToken) =>
        (await store.ListAsync(cancellationToken)).Any(key => key.Role is Role.Admin);

    private IEnumerable<StoredApiKey> Seeds()
    {
        foreach (var seed in options.Value.ApiKeys)
        {
            if (seed.TryIdentify(out var id, out var hash))
            {
                yield return Service(seed, id, hash);
            }
        }

        foreach (var key in options.Value.Gateway.All())
        {
            if (key.Id == SampleGatewayId && mesh.Value.Profile is MeshProfile.Cloud)
            {
                throw new NotReadyException("Mesh:Gateway:ApiKey is the key of local.settings.sample.json, which everybody knows: make one with 256 random bits.");
            }

            yield return Of(key, Role.Gateway, ApiKeyOrigin.Settings);
        }
    }

    private async Task SaveAsync(StoredApiKey seed, CancellationToken cancellationToken)
    {
        var known = await store.FindAsync(seed.Id, cancellationToken);
        if (known is not null && ApiKeyRules.IsRetired(known, seed, time.GetUtcNow()))
        {
            Log.SecretRetired(logger, seed.Id);
        }

        if (ApiKeyRules.Seed(known, seed, time.GetUtcNow()) is { } key)
        {
            await store.SaveAsync(key, cancellationToken);
            Log.KeyStored(logger, key.Id, key.Role);
        }
    }

    private StoredApiKey Of(ApiKey key, Role role, ApiKeyOrigin origin) =>
        new() { Id = key.Id, Origin = origin, Hash = key.Hash(), Role = role, CreatedAt = time.GetUtcNow() };

    private StoredApiKey Service(SeededApiKey seed, string id, string hash) => new()
    {
        Id = id,
        Origin = ApiKeyOrigin.Settings,
        Hash = hash,
        Role = Role.Service,
        Services = seed.Services.Select(ServiceName.Parse).ToHashSet(),
        Scopes = seed.Scopes.ToHashSet(StringComparer.Ordinal),
        CreatedAt = time.GetUtcNow(),
    };
}
