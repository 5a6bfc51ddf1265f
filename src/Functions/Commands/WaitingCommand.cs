namespace ToskaMesh.Functions.Commands;

internal sealed class WaitingCommand
{
    public required CommandRow Command { get; init; }

    public required CommandTargetRow Target { get; init; }
}
