using System.Diagnostics;
using System.Net;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests.Faults;

/// <summary>How long after a part's return a new instance went all the way.</summary>
/// <param name="Registered">Its registration was acknowledged.</param>
/// <param name="Routed">It was reached through the gateway.</param>
/// <param name="Recorded">A consumer of events has applied its registration.</param>
internal sealed record Recovery(TimeSpan Registered, TimeSpan Routed, TimeSpan Recorded)
{
    private const string Service = "newcomer";

    // Of a test that fails: what is promised is compared with what was measured.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public TimeSpan Whole => Recorded > Routed ? Recorded : Routed;

    public static async Task<Recovery> MeasureAsync(Mesh mesh, Upstream newcomer)
    {
        using var client = mesh.Client();
        var since = Stopwatch.StartNew();
        try
        {
            return await MeasureAsync(mesh, newcomer, client, since);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} Functions:\n{Last(mesh.Functions)}\nGateway:\n{Last(mesh.Gateway)}", late);
        }
    }

    private static string Last(ToskaMesh.Testing.Processes.ChildProcess? process) =>
        process is null ? "not running" : string.Join('\n', process.Output.Split('\n').Where(line => !line.Contains("correlation", StringComparison.Ordinal)).TakeLast(60));

    private static async Task<Recovery> MeasureAsync(Mesh mesh, Upstream newcomer, MeshClient client, Stopwatch since)
    {
        var registered = await UntilAsync(
            since, async () => await client.RegisterAsync(Service, newcomer.Id, newcomer.Port, leaseSeconds: 3600) is HttpStatusCode.OK, "a registration is acknowledged");
        var routed = UntilAsync(since, () => IsReachedAsync(mesh), "the newcomer is reached");
        var recorded = UntilAsync(
            since, async () => (await ServiceHistory.RegistrationsAsync(client, Service)).ContainsKey(newcomer.Id), "the newcomer's event is applied");
        return new Recovery(registered, await routed, await recorded);
    }

    private static async Task<bool> IsReachedAsync(Mesh mesh)
    {
        using var response = await mesh.GetThroughGatewayAsync($"/mesh/{Service}/");
        return response.StatusCode is HttpStatusCode.OK;
    }

    private static async Task<TimeSpan> UntilAsync(Stopwatch since, Func<Task<bool>> succeeds, string what)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    return await succeeds();
                }
                catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
                {
                    return false;
                }
            },
            what,
            Patience);
        return since.Elapsed;
    }
}
