using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Triggers;

/// <summary>Waits for what starts one function, other than HTTP.</summary>
internal interface ITriggerListener : IAsyncDisposable
{
    /// <summary>Does not wait for anything outside the process: a store or broker that is away is tried again later.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Starts no more invocations, and waits for those that run until the token is cancelled.</summary>
    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>What the function gets when it is started by hand through the admin API.</summary>
    ValueTask<TriggerInput> CreateManualInputAsync(string? input, CancellationToken cancellationToken);
}
