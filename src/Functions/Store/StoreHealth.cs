using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>What the stores' looks at themselves have in common.</summary>
internal abstract partial class StoreHealth(IStoreGate gate, ILogger logger) : IStoreHealth
{
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await gate.EnsureReadyAsync(cancellationToken);
            return await StoreFailures.TranslateAsync(() => LookAsync(cancellationToken));
        }
        catch (StoreUnavailableException exception)
        {
            // Anybody may read the message, so the cause is here only.
            Log.Failed(logger, exception.Message, exception);
            return exception.Message;
        }
    }

    /// <returns>What is wrong with a store that answers; null when nothing is.</returns>
    protected abstract Task<string?> LookAsync(CancellationToken cancellationToken);
}
