using System.CommandLine;
using ToskaMesh.Cli.Client;
using ToskaMesh.Cli.Sessions;

namespace ToskaMesh.Cli.Commands.Identity;

internal static class LogoutCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var command = new Command("logout", "End the login at a mesh, there and in this user's files.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var mesh = connection.Choose(arguments);
            if (!mesh.Session.Exists)
            {
                throw new CommandFailedException(ExitCode.NotFound, $"Nobody is logged in at {mesh.Url}.");
            }

            var untold = await TellAsync(mesh, connection.Surroundings.Time, cancellationToken);
            mesh.Session.Delete();
            if (untold is not null)
            {
                throw new CommandFailedException(untold.ExitCode, $"The login is forgotten here, but the mesh could not be told to end it: {untold.Message}");
            }

            Answer.Write(arguments, connection, null, $"Logged out at {mesh.Url}.");
        });
        return connection.AddTo(command);
    }

    /// <returns>Why the session may go on at the mesh; null when it does not.</returns>
    private static async Task<CommandFailedException?> TellAsync(Connection mesh, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            using var http = mesh.OpenWithLogin(time);
            await new MeshApi(http).PostAsync("api/Auth/logout", null, cancellationToken);
            return null;
        }
        catch (SessionOverException)
        {
            return null;
        }
        catch (CommandFailedException failure)
        {
            return failure;
        }
    }
}
