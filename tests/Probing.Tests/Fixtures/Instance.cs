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
using ToskaMesh.Testing;

namespace ToskaMesh.Probing.Tests.Fixtures;

/// <summary>A real server on a port of its own, which notes requests and counts connections.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _connections;

    private Instance(int port, WebApplication app) => (Port, _app) = (port, app);

    public int Port { get; }

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Protocol, method, target and headers of each request.</summary>
    public ConcurrentQueue<ReceivedProbe> Received { get; } = new();

    public static async Task<Instance> StartAsync(
        RequestDelegate? handler = null,
        HttpProtocols protocols = HttpProtocols.Http1,
        X509Certificate2? certificate = null,
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        Instance? instance = null;
        var port = FreePort.Next();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = protocols;
            listen.Use(next => connection =>
            {
                Interlocked.Increment(ref instance!._connections);
                return next(connection);
            });
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        instance = new Instance(port, app);
        app.Use((context, next) =>
        {
            instance.Received.Enqueue(ReceivedProbe.Of(context.Request));
            return next(context);
        });
        if (map is not null)
        {
            map(app);
        }
        else
        {
            app.Run(handler ?? (_ => Task.CompletedTask));
        }

        await app.StartAsync();
        return instance;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
