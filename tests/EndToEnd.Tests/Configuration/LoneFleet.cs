using System.Globalization;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests.Configuration;

/// <summary>A few instances, each a process of its own that nobody starts again, with the shortest leases there are.</summary>
public sealed class LoneFleet : GreeterFleet
{
    private Dictionary<string, ChildProcess> _instances = [];

    protected override int Size => 4;

    protected override string Printed => string.Join('\n', _instances.Values.Select(instance => instance.WholeOutput));

    /// <summary>How many heartbeats of it were not answered; three are sent in a lease.</summary>
    public int CountMissedBeats(string id) =>
        _instances[id].WholeOutput.Split('\n').Count(line => line.Contains($"{id} did not reach the mesh", StringComparison.Ordinal));

    public Task KillAsync(string id) => _instances[id].KillAsync();

    private protected override IAsyncDisposable Run(Dictionary<string, string> settings)
    {
        settings["Mesh__Lease"] = "00:00:05";
        _instances = Enumerable.Range(1, Size).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Name}-{i}")).ToDictionary(
            id => id,
            id => ChildProcess.Dotnet(
                Built.Greeter,
                ["--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}")],
                new Dictionary<string, string>(settings) { ["Mesh__InstanceId"] = id }));
        return new Together([.. _instances.Values]);
    }

    private sealed class Together(List<ChildProcess> instances) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var instance in instances)
            {
                await instance.DisposeAsync();
            }
        }
    }
}
