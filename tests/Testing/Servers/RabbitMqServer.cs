using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace ToskaMesh.Testing.Servers;

/// <summary>
/// RabbitMQ with its management API, AMQP 0-9-1 and 1.0 on one port. It needs 9 seconds to start: tests that do not stop
/// it share one, each in a virtual host of its own.
/// </summary>
public sealed class RabbitMqServer : ServerProcess
{
    // The wrapper on the path would change the folder and the user.
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string User = "rabbitmq";

    private readonly int _port = FreePort.Next();
    private readonly int _managementPort = FreePort.Next();
    private readonly int _distributionPort = FreePort.Next();
    private readonly int _namesPort = FreePort.Next();
    private readonly HttpClient _management;

    public RabbitMqServer()
    {
        Uri = new Uri($"amqp://guest:guest@127.0.0.1:{_port}");
        _management = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_managementPort}") };
        _management.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String("guest:guest"u8));
    }

    public override string Name => "RabbitMQ";

    /// <summary>The default virtual host, for AMQP 0-9-1 and 1.0.</summary>
    public Uri Uri { get; }

    /// <summary>The management API, with the credentials it wants.</summary>
    public HttpClient Management => _management;

    /// <summary>Makes an empty virtual host for one test.</summary>
    /// <returns>Its address for AMQP 0-9-1.</returns>
    public async Task<Uri> CreateVirtualHostAsync()
    {
        var name = $"test-{Guid.NewGuid():N}";
        await PutAsync($"/api/vhosts/{name}", "{}");
        await PutAsync($"/api/permissions/{name}/guest", """{ "configure": ".*", "write": ".*", "read": ".*" }""");
        return new Uri(Uri, name);
    }

    /// <summary>
    /// Waits until what was declared so far is in the broker's files. Seen with 3.10: it answers before that, and a kill
    /// within the next two seconds takes queues away with all that was confirmed in them.
    /// </summary>
    public async Task DeclaredAsync()
    {
        // The log is written in order: what came before the marker is there when the marker is.
        var marker = $"marker-{Guid.NewGuid():N}";
        await PutAsync($"/api/queues/%2F/{marker}", """{ "durable": true }""");
        await Eventually.TrueAsync(() => IsWritten(marker), "the declarations are written");
        using var response = await _management.DeleteAsync($"/api/queues/%2F/{marker}");
        response.EnsureSuccessStatusCode();
    }

    protected override async Task PrepareAsync()
    {
        Require(Name, Find(Server));
        foreach (var folder in new[] { "mnesia", "log" })
        {
            System.IO.Directory.CreateDirectory(File(folder));
        }

        await System.IO.File.WriteAllTextAsync(File("enabled_plugins"), "[rabbitmq_management,rabbitmq_amqp1_0].");
        await System.IO.File.WriteAllTextAsync(File("rabbitmq.conf"), $"""
            listeners.tcp.default = 127.0.0.1:{_port}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {_managementPort}
            log.console = true
            log.console.level = error
            vm_memory_high_watermark.absolute = 512MB
            disk_free_limit.absolute = 50MB
            """);
        if (Environment.IsPrivilegedProcess)
        {
            // Its files must not be root's.
            await RunAsync("chown", "-R", $"{User}:{User}", Directory);
        }
    }

    protected override (string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment) Command()
    {
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = Directory,
            ["RABBITMQ_NODENAME"] = $"toska-{_port}@localhost",
            ["RABBITMQ_MNESIA_BASE"] = File("mnesia"),
            ["RABBITMQ_LOG_BASE"] = File("log"),
            ["RABBITMQ_CONFIG_FILE"] = File("rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = File("enabled_plugins"),
            ["RABBITMQ_PID_FILE"] = File("pid"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{_port}",
            ["RABBITMQ_DIST_PORT"] = $"{_distributionPort}",
            ["ERL_EPMD_PORT"] = $"{_namesPort}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none",
        };
        return Environment.IsPrivilegedProcess
            ? ("setpriv", [$"--reuid={User}", $"--regid={User}", "--init-groups", Server], environment)
            : (Server, [], environment);
    }

    protected override async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await _management.GetAsync($"/api/health/checks/port-listener/{_port}");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>
    /// The node's name server is no member of its group and outlives it; left alone, it would take the next start's node
    /// for a second one. It refuses to end until it has seen the node end.
    /// </summary>
    protected override Task CleanUpAsync() => Eventually.TrueAsync(
        async () =>
        {
            if (await ListensAsync(_namesPort))
            {
                await TryRunAsync("epmd", "-port", $"{_namesPort}", "-kill");
                return false;
            }

            return true;
        },
        "the name server of RabbitMQ has ended");

    private static async Task<bool> ListensAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task TryRunAsync(string program, params string[] arguments)
    {
        try
        {
            await RunAsync(program, arguments);
        }
        catch (InvalidOperationException)
        {
            // Asked again.
        }
    }

    private bool IsWritten(string name)
    {
        var text = Encoding.ASCII.GetBytes(name);
        return System.IO.Directory.EnumerateFiles(File("mnesia"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".LOG" or ".DCL" or ".DCD")
            .Any(file => Read(file).AsSpan().IndexOf(text) >= 0);
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private async Task PutAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _management.PutAsync(path, content);
        response.EnsureSuccessStatusCode();
    }

    private string File(string name) => Path.Combine(Directory, name);
}
