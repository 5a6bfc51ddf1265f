namespace ToskaMesh.Functions.Messaging;

/// <summary>Keeps what messaging remembers within its bounds.</summary>
public interface IMessageRetention
{
    /// <summary>Removes what is too old or too much: a bounded part of it, at most once a minute.</summary>
    Task SweepAsync(CancellationToken cancellationToken);
}
