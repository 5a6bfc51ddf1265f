using ToskaMesh.Cli.Sessions;
using ToskaMesh.Cli.View;

namespace ToskaMesh.Cli;

/// <summary>What commands that talk to a mesh find around them.</summary>
internal sealed record Surroundings(SessionFolder Sessions, ITerminal Terminal, TimeProvider Time)
{
    public static Surroundings OfThisProcess() => new(SessionFolder.OfThisUser(), new ConsoleTerminal(), TimeProvider.System);
}
