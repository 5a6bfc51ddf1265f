using Microsoft.Extensions.Hosting;

namespace ToskaMesh.Emulator.Tests.Samples;

/// <summary>A hosted service that tells when it is stopped.</summary>
public sealed class StopRecorder : IHostedService
{
    public bool IsStopped { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        IsStopped = true;
        return Task.CompletedTask;
    }
}
