using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Logging;

/// <summary>One line an entry: time, level, category, the invocation it belongs to, message; an exception follows.</summary>
internal sealed class HostConsoleFormatter(LocalHostSetup setup) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "functions-host";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var time = setup.TimeProvider.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        textWriter.Write($"[{time}] {Abbreviation(logEntry.LogLevel)} {logEntry.Category}: ");
        scopeProvider?.ForEachScope(WriteInvocation, textWriter);
        textWriter.WriteLine(OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is not null)
        {
            textWriter.WriteLine(logEntry.Exception);
        }
    }

    private static void WriteInvocation(object? scope, TextWriter writer)
    {
        if (scope is InvocationLogScope invocation)
        {
            writer.Write($"({invocation}) ");
        }
    }

    private static string OneLine(string message) =>
        message.ReplaceLineEndings(" ");

    private static string Abbreviation(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
