using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Bench;

/// <summary>Many instances in one process, each a port of its own, and a control port beside them.</summary>
internal static class ProbeTargets
{
    public static async Task<int> RunAsync(string controlText, string firstText, string countText)
    {
        var targets = Listen(Number(firstText), Number(countText));
        foreach (var target in targets)
        {
            _ = target.ServeAsync();
        }

        var start = TimeProvider.System.GetTimestamp();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Number(controlText)));
        await using var app = builder.Build();
        app.MapGet("/ports", () => string.Join('\n', targets.Select(target => target.Port)) + '\n');
        app.MapGet("/begin", () =>
        {
            start = TimeProvider.System.GetTimestamp();
            targets.ForEach(target => target.Begin());
            return "ok\n";
        });
        app.MapGet("/swallow", () =>
        {
            // Every second one, so that all services lose half.
            targets.Where((_, place) => place % 2 == 1).ToList().ForEach(target => target.Swallow());
            return "ok\n";
        });
        app.MapGet("/report", () =>
        {
            var now = TimeProvider.System.GetTimestamp();
            return string.Join('\n', targets.Select(target => target.Describe(start, now))) + '\n';
        });
        await app.RunAsync();
        return 0;
    }

    private static List<ProbeTarget> Listen(int first, int count)
    {
        var targets = new List<ProbeTarget>(count);
        for (var port = first; targets.Count < count; port++)
        {
            if (ProbeTarget.TryListen(port) is { } target)
            {
                targets.Add(target);
            }
        }

        return targets;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
