namespace ToskaMesh.Cli;

/// <summary>What the exit status of <c>toska</c> means; printed by <c>toska --help</c>.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The mesh refused the request, or a part of it failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line is not understood.</summary>
    public const int Usage = 2;

    public const int NotFound = 3;

    /// <summary>No mesh answers at the address.</summary>
    public const int Unreachable = 4;
}
