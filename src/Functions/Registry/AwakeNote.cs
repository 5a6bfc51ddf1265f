using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>
/// Notes that the control plane is awake where no tick does: timers do stop, and then a read would take the time since
/// the last tick for a sleep, and show dead instances as alive for as long as that lasts.
/// </summary>
internal sealed partial class AwakeNote(StoreWriter writer, IOptions<MeshOptions> options, ILogger<AwakeNote> logger)
{
    /// <summary>The view as it is once the note is stored.</summary>
    public async ValueTask<RegistryView> SeeAsync(RegistryView view, CancellationToken cancellationToken)
    {
        if (!GraceRules.IsNoteDue(view.State.LastTick, view.Now, options.Value.AwayGap))
        {
            return view;
        }

        try
        {
            var grace = await writer.WriteAsync(
                StoreKeys.TheState, (transaction, ct) => StoredGrace.NoteAwakeAsync(transaction, options.Value, ct), cancellationToken);
            return view with { Grace = grace };
        }
        catch (StoreUnavailableException exception)
        {
            // What cannot be written could not be renewed either: the read goes on, and takes nothing for expired.
            Log.NotNoted(logger, exception);
            return view;
        }
    }
}
