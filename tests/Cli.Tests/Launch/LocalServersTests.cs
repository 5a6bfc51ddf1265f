using ToskaMesh.Cli.Launch;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Launch;

/// <summary>With a script in the place of scripts/servers.sh that writes down how it was called.</summary>
public sealed class LocalServersTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stop_EndsOnlyWhatWasStartedHere()
    {
        var servers = Servers("""
            case $1 in
                status) echo "postgres  ready    17  127.0.0.1:5432"; echo "redis     stopped  -   127.0.0.1:6379"; exit 1 ;;
            esac
            """);

        await servers.StartAsync(TestContext.Current.CancellationToken);
        await servers.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["status", "start", "stop redis"], Calls());
    }

    [Fact]
    public async Task Stop_NothingStartedHere_CallsNobody()
    {
        var servers = Servers("""[ "$1" != status ] || echo "postgres  ready    17  127.0.0.1:5432" """);

        await servers.StartAsync(TestContext.Current.CancellationToken);
        await servers.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["status", "start"], Calls());
    }

    [Fact]
    public async Task Start_AServerFails_EndsWhatDidStart()
    {
        var servers = Servers("""
            case $1 in
                status) echo "postgres  stopped  -   127.0.0.1:5432" ;;
                start) exit 1 ;;
            esac
            """);

        await Assert.ThrowsAsync<CommandFailedException>(() => servers.StartAsync(TestContext.Current.CancellationToken));
        await servers.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["status", "start", "stop postgres"], Calls());
    }

    [Fact]
    public async Task Settings_OfTheGenuineScript_AreThoseOfTheProfile()
    {
        var script = Installation.Find(AppContext.BaseDirectory)!.Servers;

        var settings = await new LocalServers(script).SettingsAsync(TestContext.Current.CancellationToken);

        Assert.Equal("local", settings["Mesh__Profile"]);
        Assert.All(
            ["Mesh__Postgres", "Mesh__Redis", "Mesh__RabbitMQ", "Mesh__Documents", "AzureWebJobsStorage"],
            name => Assert.Contains("127.0.0.1", settings[name], StringComparison.Ordinal));
    }

    private LocalServers Servers(string body)
    {
        var script = _folder.File("servers.sh");
        File.WriteAllText(script, $"echo \"$@\" >>'{_folder.File("calls")}'\n{body}\n");
        return new LocalServers(script);
    }

    private string[] Calls() => File.ReadAllLines(_folder.File("calls"));
}
