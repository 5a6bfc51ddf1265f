using ToskaMesh.Bench;

return args switch
{
    ["table", var file, var port] => BenchTable.Write(file, port),
    ["tokens", var folder, var port, var count] => BenchTokens.Write(folder, port, count),
    ["fixed-rate", var url, var rate, var seconds] => await FixedRate.RunAsync(new Uri(url), rate, seconds),
    ["first-request", var functions, var gateway, var key, var count] => await FirstRequest.RunAsync(new Uri(functions), new Uri(gateway), key, count),
    ["probe-targets", var control, var first, var count] => await ProbeTargets.RunAsync(control, first, count),
    ["register-probed", var functions, var key, var ports] => await ProbedInstances.RegisterAsync(new Uri(functions), key, ports),
    ["probe-gaps", var seconds, .. var reports] => ProbeGaps.Print(seconds, reports),
    ["cold-start", var name, var url, var target, var runs, .. var command] => await ColdStart.RunAsync(name, new Uri(url), target, runs, command),
    ["table-swap", var file, var gateway, var upstream, var services, var instances, var rounds] =>
        await TableSwap.RunAsync(file, new Uri(gateway), upstream, services, instances, rounds),
    ["upstream", var port] => await ColdUpstream.RunAsync(port),
    ["ratio", var file] => Ratio.Print(file),
    _ => Usage.Print(),
};
