using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Cli.Commands;

/// <summary>Reads the document itself: it is what gateways act on, whether or not anything runs.</summary>
internal static class RoutesCommand
{
    private static readonly string[] Headers = ["SERVICE", "PATH", "ACCESS", "BALANCING", "INSTANCES", "ROUTED", "PROTECTED"];

    public static Command Create(ConnectionOptions connection)
    {
        var profile = ProfileOption.Create();
        var command = new Command(
            "routes",
            "List the services that gateways route, from the table in the data directory (--url and --key are not used). Explicit routes: 'route list'.")
        {
            profile,
        };
        command.SetAction(arguments =>
        {
            var table = Read(connection.Data(arguments).RouteTable(arguments.GetValue(profile)));
            var services = JsonNode.Parse(RouteTableJson.Serialize(table))!["services"]!.AsArray();
            Answer.Write(arguments, connection, [.. services.OfType<JsonNode>()], () => Headers, Row);
        });
        return connection.AddTo(command);
    }

    private static RouteTable Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new CommandFailedException(ExitCode.NotFound, $"No route table at {path}. Name the mesh's folder with --data DIR, and its --profile.");
        }

        var reading = RouteTableJson.Read(File.ReadAllBytes(path));
        return reading.Accepted
            ? reading.Table
            : throw new CommandFailedException(ExitCode.Failed, $"{path} is not valid ({reading.Rejection}): {string.Join(" ", reading.Errors)}");
    }

    private static string[] Row(JsonNode service)
    {
        var instances = service["instances"]!.AsArray();
        return
        [
            Field.Of(service, "name"),
            $"/mesh/{Field.Of(service, "name")}/",
            Field.Of(service, "access"),
            Field.Of(service, "loadBalancing"),
            $"{instances.Count}",
            $"{instances.Count(instance => instance!["routed"]!.GetValueKind() is JsonValueKind.True)}",
            Field.Of(service, "protected") == "true" ? "yes" : "no",
        ];
    }
}
