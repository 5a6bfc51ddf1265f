using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using ToskaMesh.Cli.Launch;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Cli.View;

/// <summary>Services and their instances as the route table has them. A narrow terminal gets fewer columns.</summary>
internal static class InstanceTable
{
    private static readonly Column[] Columns =
    [
        new("Service", 0, row => row.First ? Markup.Escape(row.Service.Name) : ""),
        new("Access", 90, row => !row.First ? "" : row.Service.Access is AccessPolicy.Anonymous ? "anonymous" : "authenticated"),
        new("Instance", 0, row => row.Instance is { } instance ? Markup.Escape(instance.Id) : "[grey]none[/]"),
        new("Process", 0, row => row.Process is { } process ? $"{process}" : ""),
        new("Address", 0, row => row.Instance is { } instance ? Markup.Escape(Address(instance)) : ""),
        new("Health", 0, row => row.Instance is { } instance ? Health(instance.Status) : ""),
        new("Routed", 0, row => row.Instance is null ? "" : row.Instance.Routed ? "[green]yes[/]" : "[red]no[/]"),
        new("Through the gateway", 130, row => row.First ? new Uri(row.Gateway, $"mesh/{row.Service.Name}/").ToString() : ""),
    ];

    /// <param name="room">How many instances to show at most.</param>
    public static IRenderable Render(MeshState state, Uri gateway, int width, int room)
    {
        Column[] columns = [.. Columns.Where(column => width >= column.FromWidth)];
        var table = new Table().Border(TableBorder.Rounded).AddColumns([.. columns.Select(column => column.Header)]);
        Row[] rows = [.. (state.Routes?.Services ?? []).SelectMany(service => RowsOf(service, state, gateway))];
        foreach (var row in rows.Take(room))
        {
            table.AddRow([.. columns.Select(column => column.Cell(row))]);
        }

        return rows.Length switch
        {
            0 => Remark(table, "none yet"),
            var all when all > room => Remark(table, $"… {all - room} more: toska instances"),
            _ => table,
        };
    }

    private static Table Remark(Table table, string text) =>
        table.AddRow([$"[grey]{text}[/]", .. Enumerable.Repeat("", table.Columns.Count - 1)]);

    private static IEnumerable<Row> RowsOf(RoutedService service, MeshState state, Uri gateway) =>
        service.Instances.Count == 0
            ? [new Row(service, null, true, null, gateway)]
            : service.Instances.Select((instance, at) => new Row(service, instance, at == 0, state.ProcessOf(instance.Id), gateway));

    private static string Address(RoutedInstance instance) =>
        string.Create(CultureInfo.InvariantCulture, $"{ServiceAddress.Parse(instance.Address).Host}:{instance.Port}");

    private static string Health(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "[green]Healthy[/]",
        HealthStatus.Unhealthy => "[red]Unhealthy[/]",
        HealthStatus.Degraded => "[yellow]Degraded[/]",
        _ => "[grey]Unknown[/]",
    };

    private sealed record Column(string Header, int FromWidth, Func<Row, string> Cell);

    private sealed record Row(RoutedService Service, RoutedInstance? Instance, bool First, int? Process, Uri Gateway);
}
