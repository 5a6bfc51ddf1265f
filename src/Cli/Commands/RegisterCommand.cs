using System.CommandLine;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands;

internal static class RegisterCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var body = new RegistrationOptions();
        var command = new Command(
            "register",
            "Register an instance of a service, or change it. Without heartbeats it leaves when its lease ends: give a longer --lease, or run this again.");
        body.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var registration = body.Body(arguments);
            using var http = connection.Open(arguments);
            var answer = await new MeshApi(http).PostAsync("api/ServiceRegistration/register", registration, cancellationToken);
            Answer.Write(
                arguments,
                connection,
                answer,
                $"{registration["serviceId"]} is registered. Gateways serve it at /mesh/{registration["serviceName"]}/.");
        });
        return connection.AddTo(command);
    }
}
