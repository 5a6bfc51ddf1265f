using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Launch;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Cli.Commands;

/// <summary>Reads the published document itself: it is what gateways act on, whether or not the control plane runs.</summary>
internal static class RoutesCommand
{
    private static readonly string[] Headers = ["SERVICE", "PATH", "ACCESS", "BALANCING", "INSTANCES", "ROUTED", "PROTECTED"];

    public static Command Create(ConnectionOptions connection)
    {
        var command = new Command(
            "routes",
            "List what gateways route, from the published table (the file routes.json in the data directory; --url and --key are not used).");
        command.SetAction(arguments =>
        {
            var table = Read(connection.Data(arguments));
            var services = JsonNode.Parse(RouteTableJson.Serialize(table))!["services"]!.AsArray();
            Answer.Write(arguments, connection, [.. services.OfType<JsonNode>()], () => Headers, Row);
        });
        return connection.AddTo(command);
    }

    private static RouteTable Read(DataDirectory data)
    {
        if (!File.Exists(data.RouteTable))
        {
            throw new CommandFailedException(ExitCode.NotFound, $"No route table at {data.RouteTable}. Name the mesh's folder with --data DIR.");
        }

        var reading = RouteTableJson.Read(File.ReadAllBytes(data.RouteTable));
        return reading.Accepted
            ? reading.Table
            : throw new CommandFailedException(ExitCode.Failed, $"{data.RouteTable} is not valid ({reading.Rejection}): {string.Join(" ", reading.Errors)}");
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
