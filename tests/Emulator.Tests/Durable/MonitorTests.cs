namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>An orchestration that goes on for ever leaves nothing behind.</summary>
[Collection(typeof(AloneCollection))]
public class MonitorTests
{
    [Fact]
    public async Task Monitor_OfTenThousandGenerations_KeepsStoreAndHistoryFlat()
    {
        const int Generations = 10_000;
        await using var world = new DurableWorld()
            .Orchestrator("Monitor", async context =>
            {
                var generation = context.GetInput<int>();
                if (generation % 2 == 0)
                {
                    await context.CallActivityAsync<int>("Look", generation);
                }

                if (generation == Generations)
                {
                    return generation;
                }

                context.SetCustomStatus(generation);
                context.ContinueAsNew(generation + 1);
                return -1;
            })
            .Activity("Look", (int generation) => generation)
            .Start();
        var id = await world.BeginAsync("Monitor", 1);
        await world.ReachedAsync(id, i => i.ReadCustomStatusAs<int?>() >= 1000, "a thousand generations");
        var (pages, memory) = (world.Count("PRAGMA page_count"), GC.GetTotalMemory(forceFullCollection: true));
        var ended = await world.EndAsync(id);
        Assert.Equal(Generations, ended.ReadOutputAs<int>());
        Assert.InRange(world.Count("SELECT COUNT(*) FROM history"), 1, 2);
        Assert.InRange(world.Count("PRAGMA page_count"), 1, 2 * pages);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, memory + 8_000_000);
    }
}
