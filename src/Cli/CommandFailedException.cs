namespace ToskaMesh.Cli;

/// <summary>Ends a command with an exit status and a sentence that says what to do.</summary>
internal class CommandFailedException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
