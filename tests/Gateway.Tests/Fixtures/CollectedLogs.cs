using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>Keeps every log line, as its event's name and its text.</summary>
internal sealed class CollectedLogs : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(string? Event, string Text)> Lines { get; } = new();

    public IEnumerable<string> Of(string eventName) => Lines.Where(line => line.Event == eventName).Select(line => line.Text);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((eventId.Name, formatter(state, exception)));

    public void Dispose()
    {
    }
}
