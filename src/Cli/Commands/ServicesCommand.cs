using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands;

internal static class ServicesCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var filter = new FilterOptions();
        var command = new Command("services", "List the names of registered services.");
        filter.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var services = await new MeshApi(http).ListAsync($"api/ServiceDiscovery/services{filter.Query(arguments)}", cancellationToken);
            Answer.Write(arguments, connection, services, () => ["SERVICE"], service => [Name(service)]);
        });
        return connection.AddTo(command);
    }

    public static string Name(JsonNode service) => service is JsonValue ? service.GetValue<string>() : Field.Of(service, "serviceName");
}
