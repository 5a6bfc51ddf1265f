using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>A real service behind the gateway: Kestrel on a port of its own, which notes what it is sent.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Upstream(string id, int port, WebApplication app) => (Id, Port, _app) = (id, port, app);

    public string Id { get; }

    public int Port { get; }

    /// <summary>Method, path and headers of each request.</summary>
    public ConcurrentQueue<ReceivedRequest> Received { get; } = new();

    public static async Task<Upstream> StartAsync(
        string id = "i1",
        RequestDelegate? handler = null,
        HttpProtocols protocols = HttpProtocols.Http1,
        int? port = null,
        X509Certificate2? certificate = null,
        Action<WebApplicationBuilder>? configure = null,
        Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var listening = port ?? FreePort.Next();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, listening, listen =>
            {
                listen.Protocols = protocols;
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        configure?.Invoke(builder);
        var app = builder.Build();
        var upstream = new Upstream(id, listening, app);
        app.UseWebSockets();
        app.Use((context, next) =>
        {
            upstream.Received.Enqueue(ReceivedRequest.Of(context));
            return next(context);
        });
        if (map is not null)
        {
            map(app);
        }
        else
        {
            app.Run(handler ?? (context => context.Response.WriteAsync(id, context.RequestAborted)));
        }

        await app.StartAsync();
        return upstream;
    }

    /// <summary>How the route table names it.</summary>
    public RoutedInstance Instance(int weight = 1, InstanceScheme scheme = InstanceScheme.Http, RoutedCheck? check = null) =>
        new() { Id = Id, Address = "127.0.0.1", Port = Port, Weight = weight, Scheme = scheme, Routed = true, Check = check };

    /// <summary>Finishes what is in flight, then closes everything.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
