using Microsoft.Azure.Functions.Worker.Builder;

// Arguments: a free port, then "drive" and the name of this life, or "end" and the file with all ids that were acknowledged.
await Console.Out.WriteLineAsync("life begins");
var (port, task, argument) = (args[0], args[1], args[2]);
using var host = FunctionsApplication.CreateBuilder(["--port", port]).Build();
await host.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Timeout.InfiniteTimeSpan };
using var response = await client.GetAsync(new Uri($"/api/{task}?argument={Uri.EscapeDataString(argument)}", UriKind.Relative));
response.EnsureSuccessStatusCode();
await host.StopAsync();
