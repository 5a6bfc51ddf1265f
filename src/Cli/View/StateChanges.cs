using ToskaMesh.Cli.Launch;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Cli.View;

/// <summary>What happened between two states, as lines for a log.</summary>
internal static class StateChanges
{
    public static IEnumerable<string> Between(MeshState before, MeshState after) =>
        [.. Parts(before, after), .. Instances(before.Routes, after.Routes)];

    private static IEnumerable<string> Parts(MeshState before, MeshState after) =>
        after.Parts
            .Except(before.Parts)
            .Select(part => $"{part.Name}: {Word(part.Phase)}{Process(part.ProcessId)}{(part.Note is { } note ? $": {note}" : "")}");

    private static IEnumerable<string> Instances(RouteTable? before, RouteTable? after)
    {
        var old = ById(before);
        var now = ById(after);
        foreach (var (id, (service, instance)) in now)
        {
            var was = old.GetValueOrDefault(id).Instance;
            if (was is null)
            {
                yield return $"{service}: {id} came at {ServiceAddress.Parse(instance.Address).Host}:{instance.Port}, {Health(instance)}";
            }
            else if (was.Status != instance.Status || was.Routed != instance.Routed)
            {
                yield return $"{service}: {id} is {Health(instance)}";
            }
        }

        foreach (var (id, (service, _)) in old.Where(pair => !now.ContainsKey(pair.Key)))
        {
            yield return $"{service}: {id} left";
        }
    }

    private static Dictionary<string, (string Service, RoutedInstance Instance)> ById(RouteTable? table) =>
        (table?.Services ?? [])
            .SelectMany(service => service.Instances.Select(instance => (service.Name, instance)))
            .ToDictionary(pair => pair.instance.Id, StringComparer.Ordinal);

    private static string Health(RoutedInstance instance) => $"{instance.Status}{(instance.Routed ? "" : ", not routed")}";

    private static string Process(int? id) => id is null ? "" : $" (process {id})";

    private static string Word(PartPhase phase) => phase switch
    {
        PartPhase.Starting => "starting",
        PartPhase.Ready => "ready",
        PartPhase.Restarting => "ended",
        PartPhase.Stopping => "stopping",
        _ => "ended",
    };
}
