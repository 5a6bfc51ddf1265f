namespace ToskaMesh.Emulator.Queues;

/// <summary>A broker's queue, or whatever else gives a function one message after another.</summary>
internal interface IMessageSource
{
    /// <summary>For the log; without secrets.</summary>
    string Name { get; }

    /// <summary>Connects and begins to receive.</summary>
    /// <exception cref="Exception">The broker cannot be reached, or has no such queue.</exception>
    Task<IMessageSession> OpenAsync(CancellationToken cancellationToken);
}
