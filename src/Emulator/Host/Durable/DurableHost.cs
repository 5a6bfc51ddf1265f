using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Emulator.Durable.Dispatch;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Worker.Definition;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>The engine in the life of the host. An application without durable functions has none, and no file of it.</summary>
internal sealed class DurableHost(DurableEngine engine) : IAsyncDisposable
{
    public bool IsStarted { get; private set; }

    public void Start(FunctionCatalog catalog)
    {
        if (catalog.Functions.Any(IsDurable))
        {
            IsStarted = true;
            engine.Start();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private static bool IsDurable(FunctionDescriptor function) =>
        function.Trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute
        || function.Method.GetParameters().Any(p => p.IsDefined(typeof(DurableClientAttribute)));
}
