using System.Globalization;

namespace ToskaMesh.EndToEnd.Tests.Configuration;

/// <summary>A few instances, each a process of its own with a supervisor, and with leases that outlast any restart by far.</summary>
public sealed class SupervisedFleet : GreeterFleet
{
    private List<SupervisedInstance> _instances = [];

    /// <summary>By id, how often each was started.</summary>
    public IReadOnlyDictionary<string, int> Starts => _instances.ToDictionary(instance => instance.Id, instance => instance.Starts);

    protected override int Size => 4;

    protected override string Printed => string.Join('\n', _instances.Select(instance => instance.Printed));

    private protected override IAsyncDisposable Run(Dictionary<string, string> settings)
    {
        settings["Mesh__Lease"] = "00:10:00";
        _instances = [.. Enumerable.Range(1, Size).Select(i => new SupervisedInstance(string.Create(CultureInfo.InvariantCulture, $"{Name}-{i}"), settings))];
        return new Together(_instances);
    }

    private sealed class Together(List<SupervisedInstance> instances) : IAsyncDisposable
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
