using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Identity.Accounts;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Profile;

/// <summary>
/// What must stand before anything else runs: the store, a key to manage it by, one to sign with, and documents for the
/// gateways. The
/// first invocation of a process sees to it, since neither Program.cs nor a hosted service may.
/// </summary>
internal sealed partial class MeshReadiness(
    IStoreGate store, BootstrapKeys keys, BootstrapSecret secret, ISigningKeyRotation signingKeys, PublishDocuments documents, ILogger<MeshReadiness> logger)
{
    private int _published;

    /// <exception cref="Shared.Registry.StoreUnavailableException">There is no store of this build's schema.</exception>
    /// <exception cref="NotReadyException">There is no Admin key or no master key, and this profile makes none.</exception>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        await store.EnsureReadyAsync(cancellationToken);
        await keys.EnsureAsync(cancellationToken);
        await secret.EnsureAsync(cancellationToken);
        await signingKeys.EnsureAsync(cancellationToken);
        if (Interlocked.Exchange(ref _published, 1) == 0)
        {
            await TryPublishAsync();
        }
    }

    // A new mesh's gateways wait for these, and what a killed process committed but did not publish need not wait for
    // the next tick. The tick makes good what fails here.
    private async Task TryPublishAsync()
    {
        try
        {
            await documents.RunAsync(RoutePublisher.RequestDeadline, CancellationToken.None);
        }
        catch (Exception exception)
        {
            Log.PublishFailed(logger, exception);
        }
    }
}
