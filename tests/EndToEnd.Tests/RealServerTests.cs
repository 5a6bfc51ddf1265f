using System.Globalization;
using System.Net;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests;

/// <summary>Servers that know nothing of the mesh, registered by somebody else.</summary>
public sealed class RealServerTests
{
    [Theory]
    [EachProfile]
    public async Task PythonHttpServer_IsReachedThroughTheGateway(MeshProfile profile)
    {
        Installed.Require("python3");
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("index.html"), "python says hello", TestContext.Current.CancellationToken);
        var port = FreePort.Next();
        await using var python = ChildProcess.Start(
            "python3",
            ["-m", "http.server", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--directory", folder.Path],
            new Dictionary<string, string>());

        await AssertReachedAsync(profile, "files", port, "python says hello");
    }

    [Theory]
    [EachProfile]
    public async Task Nginx_IsReachedThroughTheGateway(MeshProfile profile)
    {
        Installed.Require("nginx");
        using var folder = new TemporaryDirectory();
        var port = FreePort.Next();
        var configuration = folder.File("nginx.conf");
        await File.WriteAllTextAsync(configuration, Configuration(folder.Path, port), TestContext.Current.CancellationToken);
        await using var nginx = ChildProcess.Start(
            Installed.Find("nginx")!, ["-p", folder.Path, "-c", configuration, "-g", "daemon off;"], new Dictionary<string, string>());

        await AssertReachedAsync(profile, "web", port, "nginx says hello");
        await nginx.TerminateAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task AssertReachedAsync(MeshProfile profile, string service, int port, string expected)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        using var client = mesh.Client();
        Assert.Equal(HttpStatusCode.OK, await client.RegisterAsync(service, $"{service}-1", port));

        await mesh.ReachedAsync(service);
        using var response = await mesh.GetThroughGatewayAsync($"/mesh/{service}/");
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string Configuration(string folder, int port) =>
        $$"""
        pid {{folder}}/nginx.pid;
        error_log {{folder}}/error.log;
        events {}
        http {
            access_log off;
            client_body_temp_path {{folder}}/body;
            proxy_temp_path {{folder}}/proxy;
            fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi;
            scgi_temp_path {{folder}}/scgi;
            server {
                listen 127.0.0.1:{{port}};
                location / { return 200 "nginx says hello"; }
            }
        }
        """;
}
