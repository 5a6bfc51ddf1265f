using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Bench;

/// <summary>How long after it asks to be registered a service gets its first request through the gateway.</summary>
internal static class FirstRequest
{
    // On files, and with the servers in between.
    private static readonly double TargetMilliseconds = Environment.GetEnvironmentVariable("Mesh__Profile") is "local" ? 500 : 100;

    // What a service waits for at the least, on average half of it: Consul's catalog as Traefik polls it.
    private const double ConsulAndTraefikPollMilliseconds = 15_000;

    public static async Task<int> RunAsync(Uri functions, Uri gateway, string key, string countText)
    {
        await using var upstream = await StartUpstreamAsync();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Add("X-API-Key", key);
        var latencies = new List<double>();
        var answers = new List<double>();
        var count = int.Parse(countText, CultureInfo.InvariantCulture);
        for (var i = 0; i < count; i++)
        {
            var (answered, reached) = await MeasureAsync(http, functions, gateway, $"first-{i}", new Uri(upstream.Urls.First()).Port);
            answers.Add(answered);
            latencies.Add(reached);
        }

        answers.Sort();
        latencies.Sort();
        var p99 = Percentiles.Of(latencies, 99);
        Console.WriteLine($"of which until the registration was answered: p50 {Percentiles.Text(Percentiles.Of(answers, 50))} ms, p99 {Percentiles.Text(Percentiles.Of(answers, 99))} ms, worst {Percentiles.Text(answers[^1])} ms");
        Console.WriteLine($"registrations {count}, p50 {Percentiles.Text(Percentiles.Of(latencies, 50))} ms, p99 {Percentiles.Text(p99)} ms, worst {Percentiles.Text(latencies[^1])} ms (target: p99 < {TargetMilliseconds} ms)");
        Console.WriteLine($"ratio of the Consul + Traefik poll interval (15 s) to our p99: {Percentiles.Text(ConsulAndTraefikPollMilliseconds / p99)}");
        return p99 < TargetMilliseconds ? 0 : 1;
    }

    private static async Task<(double Answered, double Reached)> MeasureAsync(HttpClient http, Uri functions, Uri gateway, string name, int port)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        await PostAsync(http, new Uri(functions, "/api/ServiceRegistration/register"), $$"""{"serviceName":"{{name}}","serviceId":"{{name}}","address":"127.0.0.1","port":{{port}}}""");
        var answered = clock.GetElapsedTime(start).TotalMilliseconds;
        while (true)
        {
            using var response = await http.GetAsync(new Uri(gateway, $"/mesh/{name}/"));
            if (response.StatusCode is HttpStatusCode.OK)
            {
                break;
            }
        }

        var reached = clock.GetElapsedTime(start).TotalMilliseconds;
        await PostAsync(http, new Uri(functions, $"/api/ServiceRegistration/deregister/{name}"), "{}");
        return (answered, reached);
    }

    private static async Task PostAsync(HttpClient http, Uri url, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(url, content);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<WebApplication> StartUpstreamAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync("ok"));
        await app.StartAsync();
        return app;
    }
}
