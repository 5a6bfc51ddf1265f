using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands;

internal static class InstancesCommand
{
    private static readonly string[] Headers = ["SERVICE", "INSTANCE", "ADDRESS", "STATUS", "WEIGHT", "ZONE", "VERSION", "TAGS"];

    public static Command Create(ConnectionOptions connection)
    {
        var service = new Argument<string?>("service") { Description = "Only the instances of this service", Arity = ArgumentArity.ZeroOrOne };
        var healthy = new Option<bool>("--healthy") { Description = "Only instances whose status is Healthy" };
        var filter = new FilterOptions();
        var command = new Command("instances", "List instances with their address and health.") { service, healthy };
        filter.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var instances = await ListAsync(
                new MeshApi(http), arguments.GetValue(service), arguments.GetValue(healthy), filter.Query(arguments), cancellationToken);
            Answer.Write(arguments, connection, instances, () => Headers, Row);
        });
        return connection.AddTo(command);
    }

    private static async Task<IReadOnlyList<JsonNode>> ListAsync(
        MeshApi mesh, string? service, bool healthy, string query, CancellationToken cancellationToken)
    {
        var services = service is not null
            ? [service]
            : (await mesh.ListAsync($"api/ServiceDiscovery/services{query}", cancellationToken)).Select(ServicesCommand.Name);
        var instances = new List<JsonNode>();
        foreach (var name in services)
        {
            var path = $"api/ServiceDiscovery/services/{Uri.EscapeDataString(name)}/instances{(healthy ? "/healthy" : "")}{query}";
            instances.AddRange(await mesh.ListAsync(path, cancellationToken));
        }

        return instances;
    }

    private static string[] Row(JsonNode instance) =>
    [
        Field.Of(instance, "serviceName"),
        Field.Of(instance, "serviceId"),
        $"{Field.Of(instance, "scheme")}://{Field.Of(instance, "address")}:{Field.Of(instance, "port")}",
        Field.Of(instance, "status"),
        Field.Of(instance, "weight"),
        Field.Of(instance, "zone"),
        Field.Of(instance, "version"),
        Field.Of(instance, "tags"),
    ];
}
