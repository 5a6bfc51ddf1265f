using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>Looks about every hour whether a signing key has to be made, may sign, or is over. Nothing relies on when it runs.</summary>
public sealed class RotateSigningKeysFunction(ISigningKeyRotation rotation)
{
    [Function("RotateSigningKeys")]
    public Task Run([TimerTrigger("%Mesh:Identity:RotationSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return rotation.RunAsync(cancellationToken);
    }
}
