namespace ToskaMesh.Cli.Sessions;

/// <summary>The mesh takes this login no more.</summary>
internal sealed class SessionOverException(string reason) : CommandFailedException(Cli.ExitCode.Failed, $"{reason} Log in again with 'toska login'.");
