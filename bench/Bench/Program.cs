using ToskaMesh.Bench;

return args switch
{
    ["table", var file, var port] => BenchTable.Write(file, port),
    ["fixed-rate", var url, var rate, var seconds] => await FixedRate.RunAsync(new Uri(url), rate, seconds),
    ["first-request", var functions, var gateway, var key, var count] => await FirstRequest.RunAsync(new Uri(functions), new Uri(gateway), key, count),
    ["ratio", var file] => Ratio.Print(file),
    _ => Usage.Print(),
};
