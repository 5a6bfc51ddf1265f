using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

// Registers instances, many at a time and without end, and prints the id of each that was acknowledged.
var (directory, width) = (args[0], int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture));
var configuration = new ConfigurationBuilder()
    .AddInMemoryCollection([KeyValuePair.Create("Mesh:DataDirectory", (string?)directory)]).Build();
await using var services = new ServiceCollection().AddLogging().AddMeshOptions(configuration).AddMeshStore(configuration).BuildServiceProvider();
await services.GetRequiredService<IStoreGate>().EnsureReadyAsync(CancellationToken.None);
var registry = services.GetRequiredService<IServiceRegistry>();
var acknowledged = TextWriter.Synchronized(Console.Out);
await Task.WhenAll(Enumerable.Range(0, width).Select(worker => Task.Run(() => RegisterForeverAsync(worker))));

async Task RegisterForeverAsync(int worker)
{
    for (var i = 0; ; i++)
    {
        var id = $"w{worker}-{i}";
        var registration = Registrations.Of("orders", id, with: plain => plain with { Address = ServiceAddress.Parse($"h{worker}-{i}.test") });
        var result = await registry.RegisterAsync(registration, Callers.Admin, CancellationToken.None);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"{id}: {result.Outcome}");
        }

        // The last word tells a whole line from one that the kill cut.
        await acknowledged.WriteLineAsync($"{id} stands");
    }
}
