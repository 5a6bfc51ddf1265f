using System.CommandLine;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands;

internal static class DeregisterCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var instance = new Argument<string>("instance") { Description = "The instance's id, as 'toska instances' shows it" };
        var command = new Command("deregister", "Take an instance out of the mesh.") { instance };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var id = arguments.GetRequiredValue(instance);
            using var http = connection.Open(arguments);
            var path = $"api/ServiceRegistration/deregister/{Uri.EscapeDataString(id)}";
            var answer = await new MeshApi(http).PostAsync(path, null, cancellationToken);
            Answer.Write(arguments, connection, answer, $"{id} has left the mesh.");
        });
        return connection.AddTo(command);
    }
}
