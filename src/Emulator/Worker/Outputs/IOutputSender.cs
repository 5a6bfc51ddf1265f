namespace ToskaMesh.Emulator.Worker.Outputs;

/// <summary>Sends what a function leaves in one of its output bindings.</summary>
internal interface IOutputSender
{
    /// <summary>Completes when the messages are safe; its failure is the invocation's.</summary>
    Task SendAsync(IReadOnlyList<OutputMessage> messages, CancellationToken cancellationToken);
}
