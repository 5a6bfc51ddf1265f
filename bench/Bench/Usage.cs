namespace ToskaMesh.Bench;

internal static class Usage
{
    public static int Print()
    {
        Console.Error.WriteLine(
            """
            The parts that the scripts in bench/ call:
              table FILE PORT                          a route table with one anonymous service, bench, on that loopback port
              fixed-rate URL RATE SECONDS              requests at a fixed rate, latency from the planned start: prints p50 and p99 in ms
              first-request FUNCTIONS GATEWAY KEY N    from sending a registration to the first answer through the gateway, N times
              ratio FILE                               lines "ours theirs": the ratio of each pair, its geometric mean and 95 % interval
            """);
        return 2;
    }
}
