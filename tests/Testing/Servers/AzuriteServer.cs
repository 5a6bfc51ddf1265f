using System.Globalization;

namespace ToskaMesh.Testing.Servers;

/// <summary>
/// Azurite with its data on disk. It writes down what it holds every five seconds and at its end, so a kill takes the
/// last seconds' writes along: <see cref="FlushedAsync"/> waits for one of them.
/// </summary>
public sealed class AzuriteServer : ServerProcess
{
    private const int Accounts = 500;

    // The key of the account that every Azurite has otherwise; it is public.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // Takes the time from a file where there is one.
    private const string SettableClock = """
        const fs = require("fs");
        const RealDate = Date;
        const now = () => {
          try {
            return Number(fs.readFileSync(process.env.TOSKA_CLOCK, "utf8"));
          } catch {
            return RealDate.now();
          }
        };
        globalThis.Date = new Proxy(RealDate, {
          construct: (type, given, target) => Reflect.construct(type, given.length > 0 ? given : [now()], target),
          get: (type, name) => name === "now" ? now : type[name],
        });
        """;

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(1) };
    private readonly int _blobPort = FreePort.Next();
    private readonly int _queuePort = FreePort.Next();
    private readonly int _tablePort = FreePort.Next();
    private string _node = "";
    private string _script = "";
    private int _accounts;

    public override string Name => "Azurite";

    private string Data => Path.Combine(Directory, "data");

    private string Metadata => Path.Combine(Data, "__azurite_db_blob__.json");

    private string Clock => Path.Combine(Directory, "clock");

    /// <summary>The connection string of an account at a port where nothing listens.</summary>
    public static string Unreachable() => ConnectionString(AccountName(1), FreePort.Next());

    /// <summary>The connection string of an account that nobody was given before, and that holds nothing.</summary>
    public string NewAccount() => ConnectionString(AccountName(Interlocked.Increment(ref _accounts)), _blobPort);

    /// <summary>Stops its clock at this time, by which it ends leases; without this it is the system's.</summary>
    public void SetClock(DateTimeOffset now)
    {
        var temporary = Clock + ".new";
        File.WriteAllText(temporary, now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        File.Move(temporary, Clock, overwrite: true);
    }

    /// <summary>Until the blob of this tag would survive a kill.</summary>
    public Task FlushedAsync(string tag) => Eventually.TrueAsync(
        () => File.Exists(Metadata) && File.ReadAllText(Metadata).Contains(tag.Trim('"'), StringComparison.Ordinal),
        $"the blob of tag {tag} is on Azurite's disk");

    protected override Task PrepareAsync()
    {
        _node = Require("Node.js", Find("node"));
        _script = Require(Name, Find([.. Scripts()]));
        return File.WriteAllTextAsync(Path.Combine(Directory, "clock.cjs"), SettableClock);
    }

    protected override (string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment) Command() =>
    (
        _node,
        [
            "--require", Path.Combine(Directory, "clock.cjs"), _script, "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", Data,
            "--blobHost", "127.0.0.1", "--blobPort", $"{_blobPort}",
            "--queueHost", "127.0.0.1", "--queuePort", $"{_queuePort}",
            "--tableHost", "127.0.0.1", "--tablePort", $"{_tablePort}",
        ],
        new Dictionary<string, string>
        {
            ["TOSKA_CLOCK"] = Clock,
            ["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(1, Accounts).Select(number => $"{AccountName(number)}:{Key}")),
        }
    );

    protected override async Task<bool> IsReadyAsync()
    {
        try
        {
            // Whatever it answers, it does.
            using var response = await _http.GetAsync(new Uri($"http://127.0.0.1:{_blobPort}/"));
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static string ConnectionString(string account, int port) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{port}/{account};";

    private static string AccountName(int number) => $"toska{number}";

    // Where the variable points, else where scripts/servers.sh installs it.
    private static IEnumerable<string> Scripts()
    {
        if (Environment.GetEnvironmentVariable("TOSKA_AZURITE") is { Length: > 0 } script)
        {
            yield return script;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ToskaMesh.sln")))
            {
                yield return Path.Combine(folder.FullName, ".toska", "servers", "node_modules", "azurite", "dist", "src", "azurite.js");
            }
        }
    }
}
