using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Commands;

namespace ToskaMesh.Functions.Commands;

/// <summary>Commits what time did to commands, and tells of it.</summary>
internal sealed class ExpireCommands(ICommandStore commands) : ITickPart
{
    /// <summary>Batches of one tick; the next does what is left.</summary>
    private const int MaxSweeps = 20;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var more = true;
        for (var sweep = 0; more && sweep < MaxSweeps; sweep++)
        {
            more = (await commands.SweepAsync(cancellationToken)).More;
        }
    }
}
