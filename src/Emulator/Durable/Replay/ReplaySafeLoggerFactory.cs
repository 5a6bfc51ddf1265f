using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Durable.Replay;

internal sealed class ReplaySafeLoggerFactory(TaskOrchestrationContext context, ILoggerFactory loggers) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new ReplaySafeLogger(context, loggers.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    /// <summary>The inner factory is the host's.</summary>
    public void Dispose()
    {
    }
}
