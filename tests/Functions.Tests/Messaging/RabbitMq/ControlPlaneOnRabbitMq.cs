using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Messaging.RabbitMq;

/// <summary>The function app on a store of its own, with its consumers behind a genuine broker. Its clock does not tick.</summary>
internal sealed class ControlPlaneOnRabbitMq : IAsyncDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly IHost _host;

    private ControlPlaneOnRabbitMq(Uri broker)
    {
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        var key = ApiKey.Generate("admin").Reveal();
        _host = ControlPlane.CreateBuilder(
        [
            $"--port={port}", $"--Mesh:DataDirectory={_data.Path}", $"--ToskaEmulator:DataDirectory={_data.Path}",
            $"--Mesh:Bootstrap:ApiKey={key}", "--Mesh:Tick=*/5 * * * * *", "--AzureWebJobs.Tick.Disabled=true",
            "--Mesh:Kubernetes:Schedule=01:00:00", "--Mesh:Identity:RotationSchedule=01:00:00",
            "--Mesh:Bus=rabbitMq", $"--Mesh:RabbitMQ={broker}", "--Logging:LogLevel:Default=None",
        ]).Build();
        Admin = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), DefaultRequestHeaders = { { ApiKey.Header, key } } };
    }

    public IServiceProvider Services => _host.Services;

    public HttpClient Admin { get; }

    public static async Task<ControlPlaneOnRabbitMq> StartAsync(Uri broker)
    {
        var app = new ControlPlaneOnRabbitMq(broker);
        var cancel = TestContext.Current.CancellationToken;
        await app.Services.GetServices<IMigration>().Single(migration => migration.Part == "broker").RunAsync(cancel);
        await app.Services.GetRequiredService<IStoreGate>().EnsureReadyAsync(cancel);
        await app._host.StartAsync(cancel);
        return app;
    }

    public MeshDbContext Open() => Services.GetRequiredService<IDbContextFactory<MeshDbContext>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        Admin.Dispose();
        _data.Dispose();
    }
}
