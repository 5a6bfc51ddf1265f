using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Identity;

/// <summary>Sees once that there is an Admin key, and that the settings' keys are stored.</summary>
internal sealed partial class BootstrapKeys(
    IOptions<BootstrapOptions> options,
    IOptions<MeshOptions> mesh,
    IApiKeyStore store,
    TimeProvider time,
    ILogger<BootstrapKeys> logger) : IDisposable
{
    // The key of local.settings.sample.json, which serves on loopback as Azurite's account key does.
    private const string SampleId = "sample";
    private const string SampleGatewayId = "sample-gateway";

    private readonly SemaphoreSlim _turn = new(1);
    private volatile bool _done;

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
                await EnsureAdminAsync(cancellationToken);
                await SeedAsync(cancellationToken);
                _done = true;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task EnsureAdminAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Bootstrap.ApiKey is { Length: > 0 } text)
        {
            var configured = ApiKey.TryParse(text, out var key) ? key : throw new NotReadyException(
                "Mesh:Bootstrap:ApiKey is not of the form tsk_<id>_<43 base64url characters>: make one with 256 random bits.");
            if (configured.Id == SampleId && mesh.Value.Profile is MeshProfile.Cloud)
            {
                throw new NotReadyException("Mesh:Bootstrap:ApiKey is the key of local.settings.sample.json, which everybody knows: make one with 256 random bits.");
            }

            await SaveAsync(Of(configured, Role.Admin), cancellationToken);
        }
        else if (mesh.Value.Profile is MeshProfile.Embedded)
        {
            await EnsureReadableFileAsync(cancellationToken);
        }
        else
        {
            throw new NotReadyException(
                $"Mesh:Bootstrap:ApiKey is not set: profile {mesh.Value.Profile} needs the first Admin key from there (tsk_<id>_<secret>, 256 random bits).");
        }
    }

    private async Task EnsureReadableFileAsync(CancellationToken cancellationToken)
    {
        try
        {
            await EnsureFileAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NotReadyException(
                $"The Admin key's file in '{mesh.Value.FullDataDirectory}' cannot be read or made: {exception.Message}", exception);
        }
    }

    private async Task EnsureFileAsync(CancellationToken cancellationToken)
    {
        var file = new AdminKeyFile(Path.Combine(mesh.Value.FullDataDirectory, "api-key"));
        var key = await file.ReadAsync(cancellationToken);
        if (key is null && await HasAdminAsync(cancellationToken))
        {
            Log.FileLost(logger, file.Path);
            return;
        }

        if (key is null)
        {
            key = ApiKey.Generate($"admin-{Guid.CreateVersion7(time.GetUtcNow()):N}"[..18]);
            await file.WriteAsync(key, cancellationToken);
            Log.KeyMade(logger, file.Path);
        }

        await SaveAsync(Of(key, Role.Admin), cancellationToken);
    }

    private async Task<bool> HasAdminAsync(CancellationToken cancellationToken) =>
        (await store.ListAsync(cancellationToken)).Any(key => key.Role is Role.Admin);

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        foreach (var seed in options.Value.ApiKeys)
        {
            if (seed.TryIdentify(out var id, out var hash))
            {
                await SaveAsync(Service(seed, id, hash), cancellationToken);
            }
        }

        foreach (var key in options.Value.Gateway.All())
        {
            if (key.Id == SampleGatewayId && mesh.Value.Profile is MeshProfile.Cloud)
            {
                throw new NotReadyException("Mesh:Gateway:ApiKey is the key of local.settings.sample.json, which everybody knows: make one with 256 random bits.");
            }

            await SaveAsync(Of(key, Role.Gateway), cancellationToken);
        }
    }

    private async Task SaveAsync(StoredApiKey key, CancellationToken cancellationToken)
    {
        var known = await store.FindAsync(key.Id, cancellationToken);
        if (known is null || known.Hash != key.Hash || known.Role != key.Role
            || !known.Services.SetEquals(key.Services) || !known.Scopes.SetEquals(key.Scopes))
        {
            await store.SaveAsync(key, cancellationToken);
            Log.KeyStored(logger, key.Id, key.Role);
        }
    }

    private StoredApiKey Of(ApiKey key, Role role) =>
        new() { Id = key.Id, Hash = key.Hash(), Role = role, CreatedAt = time.GetUtcNow() };

    private StoredApiKey Service(SeededApiKey seed, string id, string hash) => new()
    {
        Id = id,
        Hash = hash,
        Role = Role.Service,
        Services = seed.Services.Select(ServiceName.Parse).ToHashSet(),
        Scopes = seed.Scopes.ToHashSet(StringComparer.Ordinal),
        CreatedAt = time.GetUtcNow(),
    };
}
