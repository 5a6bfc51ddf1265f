using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>A service behind the mesh: answers with its name and remembers the headers that reached it.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentBag<string> _headerNames = [];
    private long _requests;

    private Upstream(string id)
    {
        Id = id;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Id { get; }

    public int Port => new Uri(_app.Urls.First()).Port;

    public long Requests => Interlocked.Read(ref _requests);

    public IReadOnlyCollection<string> HeaderNames => _headerNames;

    /// <summary>What /health says; everything else is answered all the same.</summary>
    public bool IsWell { get; set; } = true;

    /// <summary>How long an answer takes; for requests that are in flight when something stops.</summary>
    public TimeSpan Delay { get; init; }

    public static async Task<Upstream> StartAsync(string id, TimeSpan delay = default)
    {
        var upstream = new Upstream(id) { Delay = delay };
        await upstream._app.StartAsync();
        return upstream;
    }

    /// <summary>Stops listening and lets running requests finish, as a service does at SIGTERM.</summary>
    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/health")
        {
            context.Response.StatusCode = IsWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return;
        }

        Interlocked.Increment(ref _requests);
        foreach (var name in context.Request.Headers.Keys)
        {
            _headerNames.Add(name);
        }

        if (Delay > TimeSpan.Zero)
        {
            using var timer = new PeriodicTimer(Delay);
            await timer.WaitForNextTickAsync(context.RequestAborted);
        }

        await context.Response.WriteAsync(Id);
    }
}
