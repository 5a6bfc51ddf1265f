using System.Globalization;
using System.Net;
using ToskaMesh.Functions.Tests.Registry;
using ToskaMesh.Functions.Tests.Store.Postgres;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests;

/// <summary>The app as a fresh clone runs it: its own store, key and files, and nothing replaced.</summary>
public sealed class EmbeddedProfileTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task FreshDirectory_FirstRequest_FindsAKeyAndAStore()
    {
        await RunAsync(async client =>
        {
            await client.ReadAsync("health/live").JsonAsync();
            await Eventually.TrueAsync(async () => (await client.ReadAsync("health/ready")).IsSuccessStatusCode, "ready");
            await AuthenticateAsync(client);
            await client.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();
        });

        var table = RouteTableJson.Read(await File.ReadAllBytesAsync(_data.File(DocumentNames.RouteTable), TestContext.Current.CancellationToken));
        Assert.Equal("o-1", Assert.Single(Assert.Single(table.Table!.Services).Instances).Id);
    }

    [Fact]
    public async Task NextStart_KeepsKeyAndInstances()
    {
        await RunAsync(async client =>
        {
            await Eventually.TrueAsync(async () => (await client.ReadAsync("health/ready")).IsSuccessStatusCode, "ready");
            await AuthenticateAsync(client);
            await client.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();
        });

        await RunAsync(async client =>
        {
            await AuthenticateAsync(client);
            var instance = await client.ReadAsync("api/ServiceDiscovery/instances/o-1").JsonAsync();
            Assert.Equal("orders", (string?)instance["serviceName"]);
        });
    }

    [Fact]
    public async Task CloudProfileWithoutAKey_SaysWhyItDoesNotServe()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await RunAsync(
            async client =>
            {
                using var response = await client.ReadAsync("api/ServiceDiscovery/services");
                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                await client.ReadAsync("health/live").JsonAsync();
            },
            "--Mesh:Profile=cloud",
            "--Mesh:Identity:Issuer=https://mesh.example",
            "--Mesh:Documents=UseDevelopmentStorage=true",
            $"--Mesh:Redis=127.0.0.1:{FreePort.Next()}",
            $"--Mesh:Postgres={database.ConnectionString}");
    }

    private async Task AuthenticateAsync(HttpClient client) =>
        client.DefaultRequestHeaders.Add(
            ApiKey.Header, (await File.ReadAllTextAsync(_data.File("api-key"), TestContext.Current.CancellationToken)).Trim());

    private async Task RunAsync(Func<HttpClient, Task> use, params string[] settings)
    {
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        string[] own =
        [
            $"--port={port}", $"--Mesh:DataDirectory={_data.Path}", $"--ToskaEmulator:DataDirectory={_data.Path}",
            "--Mesh:Tick=*/5 * * * * *", "--AzureWebJobs.Tick.Disabled=true",
            "--Mesh:Kubernetes:Schedule=01:00:00", "--Mesh:Identity:RotationSchedule=01:00:00", "--Logging:LogLevel:Default=Error",
        ];
        using var host = ControlPlane.CreateBuilder([.. own, .. QueueFunctions.Off, .. settings]).Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await use(client);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }
}
