using System.CommandLine;
using ToskaMesh.Cli.Commands.Configuration;
using ToskaMesh.Cli.Commands.Identity;
using ToskaMesh.Cli.Commands.Routes;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.Commands;

/// <summary>The whole command line, as a table of contents.</summary>
internal static class ToskaCommand
{
    public static RootCommand Create(Installation? installation, Surroundings surroundings)
    {
        var data = new Option<string?>("--data")
        {
            Description = $"The mesh's folder on this machine [default: {DataDirectory.Variable}, then .toska in the clone]",
            HelpName = "DIR",
        };
        var connection = new ConnectionOptions(data, installation, surroundings);
        var root = new RootCommand("Toska Mesh: run a service mesh on this machine, and talk to a running one.")
        {
            UpCommand.Create(data, installation),
            ServicesCommand.Create(connection),
            InstancesCommand.Create(connection),
            RoutesCommand.Create(connection),
            RegisterCommand.Create(connection),
            DeregisterCommand.Create(connection),
            LoginCommand.Create(connection),
            LogoutCommand.Create(connection),
            WhoAmICommand.Create(connection),
            TokenCommand.Create(connection),
            UsersCommand.Create(connection),
            ApiKeyCommand.Create(connection),
            ClientCommand.Create(connection),
            SigningKeyCommand.Create(connection),
            MigrateCommand.Create(data, installation),
            ConfigCommand.Create(connection),
            RouteCommand.Create(connection),
        };
        HelpNotes.AddTo(root);
        return root;
    }
}
