namespace ToskaMesh.Bench;

internal static class Usage
{
    public static int Print()
    {
        Console.Error.WriteLine(
            """
            The parts that the scripts in bench/ call:
              table FILE PORT                          a route table with one anonymous service, bench, on that loopback port
              tokens FOLDER PORT COUNT                 the same with a closed service, closed, the key of COUNT tokens, and these; see bench/token.sh
              fixed-rate URL RATE SECONDS              requests at a fixed rate, latency from the planned start: prints p50 and p99 in ms
              first-request FUNCTIONS GATEWAY KEY N    from sending a registration to the first answer through the gateway, N times
              probe-targets CONTROL FIRST COUNT        COUNT loopback ports from FIRST on that answer probes; /ports, /begin, /swallow, /report on CONTROL
              register-probed FUNCTIONS KEY PORTS      an instance with an http check for each line of the file PORTS
              probe-gaps SECONDS REPORT...             what the targets saw in a window
              cold-start NAME URL TARGET RUNS COMMAND  from starting COMMAND to the first 200 from URL, and its idle memory; TARGET in ms
              table-swap FILE GATEWAY UPSTREAM S I N   N changes of a route table of S services and I instances; see bench/table.sh
              upstream PORT                            answers every request, until it is told to stop
              ratio FILE                               lines "ours theirs": the ratio of each pair, its geometric mean and 95 % interval
            """);
        return 2;
    }
}
