using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Cli.View;

/// <summary>Services and their instances as the route table has them.</summary>
internal static class InstanceTable
{
    /// <param name="room">How many instances to show at most.</param>
    public static IRenderable Render(RouteTable? routes, Uri gateway, int room)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("Service", "Access", "Instance", "Address", "Health", "Routed", "Through the gateway");
        if (routes is null or { Services.Count: 0 })
        {
            return table.AddRow("[grey]none yet[/]", "", "", "", "", "", "");
        }

        var shown = 0;
        foreach (var service in routes.Services)
        {
            foreach (var row in RowsOf(service, gateway).Take(Math.Max(0, room - shown)))
            {
                table.AddRow(row);
                shown++;
            }
        }

        var rest = routes.Services.Sum(service => Math.Max(1, service.Instances.Count)) - shown;
        return rest > 0 ? table.AddRow($"[grey]… {rest} more: toska instances[/]", "", "", "", "", "", "") : table;
    }

    private static IEnumerable<string[]> RowsOf(RoutedService service, Uri gateway)
    {
        var url = new Uri(gateway, $"mesh/{service.Name}/").ToString();
        var access = service.Access is AccessPolicy.Anonymous ? "anonymous" : "API key";
        if (service.Instances.Count == 0)
        {
            yield return [Markup.Escape(service.Name), access, "[grey]none[/]", "", "", "", url];
        }

        for (var i = 0; i < service.Instances.Count; i++)
        {
            var instance = service.Instances[i];
            yield return
            [
                i == 0 ? Markup.Escape(service.Name) : "",
                i == 0 ? access : "",
                Markup.Escape(instance.Id),
                Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{ServiceAddress.Parse(instance.Address).Host}:{instance.Port}")),
                Health(instance.Status),
                instance.Routed ? "[green]yes[/]" : "[red]no[/]",
                i == 0 ? url : "",
            ];
        }
    }

    private static string Health(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "[green]Healthy[/]",
        HealthStatus.Unhealthy => "[red]Unhealthy[/]",
        HealthStatus.Degraded => "[yellow]Degraded[/]",
        _ => "[grey]Unknown[/]",
    };
}
