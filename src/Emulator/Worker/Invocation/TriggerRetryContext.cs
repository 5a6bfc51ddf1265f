using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Worker.Invocation;

internal sealed class TriggerRetryContext(TriggerInput trigger) : RetryContext
{
    public override int RetryCount => trigger.RetryCount;

    public override int MaxRetryCount => trigger.MaxRetryCount;
}
