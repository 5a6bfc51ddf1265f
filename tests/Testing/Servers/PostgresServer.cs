using System.Globalization;

namespace ToskaMesh.Testing.Servers;

/// <summary>
/// A genuine PostgreSQL. What it has committed survives its death, unless a test says that it needs no such thing and
/// takes <see cref="FastPostgresServer"/>.
/// </summary>
public class PostgresServer : ServerProcess
{
    private const string User = "postgres";
    private const int Interrupt = 2;

    private static readonly string[] Volatile = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"];

    private readonly bool _durable;
    private string? _programs;

    public PostgresServer()
        : this(durable: true)
    {
    }

    protected PostgresServer(bool durable) => _durable = durable;

    public override string Name => "PostgreSQL";

    public int Port { get; } = FreePort.Next();

    /// <summary>The fast one: a smart shutdown would wait for every pooled connection of its clients.</summary>
    protected override int StopSignal => Interrupt;

    private string Data => Path.Combine(Directory, "data");

    private string PortText => Port.ToString(CultureInfo.InvariantCulture);

    /// <summary>For <c>Mesh:Postgres</c>.</summary>
    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={PortText};Username={User};Database={database}";

    /// <summary>Makes a database of its own for one test.</summary>
    /// <param name="template">A database, without connections, that it is a copy of; an empty one where nothing is said.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string template = "template0")
    {
        var name = $"test_{Guid.NewGuid():N}";
        await RunAsync(Program("createdb"), "-h", "127.0.0.1", "-p", PortText, "-U", User, "-T", template, name);
        return ConnectionString(name);
    }

    /// <summary>Ends its connections, too.</summary>
    public Task DropDatabaseAsync(string connectionString) =>
        RunAsync(Program("dropdb"), "-h", "127.0.0.1", "-p", PortText, "-U", User, "--force", connectionString[(connectionString.LastIndexOf('=') + 1)..]);

    /// <summary>All tables of the database as text; bytes are in hexadecimal.</summary>
    public async Task<byte[]> DumpAsync(string connectionString)
    {
        using var folder = new TemporaryDirectory();
        await RunAsync(
            Program("pg_dump"), "-h", "127.0.0.1", "-p", PortText, "-U", User, "--data-only", "--inserts", "-f", folder.File("dump.sql"), connectionString[(connectionString.LastIndexOf('=') + 1)..]);
        return await File.ReadAllBytesAsync(folder.File("dump.sql"));
    }

    protected override async Task PrepareAsync()
    {
        var server = Find([.. Releases().Select(folder => Path.Combine(folder, "postgres")), "postgres"]);
        _programs = Path.GetDirectoryName(new FileInfo(Require(Name, server)).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? server);
        if (Environment.IsPrivilegedProcess)
        {
            // It refuses to run as root; its own user must get as far as its data.
            await RunAsync("chown", User, Directory);
        }

        var (program, arguments) = AsItsUser(
            "initdb", "-D", Data, "-U", User, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await RunAsync(program, [.. arguments]);
    }

    protected override (string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment) Command()
    {
        var (program, arguments) = AsItsUser(
            "postgres",
            ["-D", Data, "-p", PortText, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", .. _durable ? [] : Volatile]);
        return (program, arguments, new Dictionary<string, string>());
    }

    protected override async Task<bool> IsReadyAsync()
    {
        try
        {
            await RunAsync(Program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", PortText);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Each of the server's processes makes itself a session of its own.</summary>
    protected override IReadOnlyList<int> Processes() => [Id, .. ProcessTable.ChildrenOf(Id)];

    // Where Debian and the PostgreSQL project put them, the newest first.
    private static IEnumerable<string> Releases() =>
        System.IO.Directory.Exists("/usr/lib/postgresql")
            ? System.IO.Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending().Select(folder => Path.Combine(folder, "bin"))
            : [];

    private (string Program, IReadOnlyList<string> Arguments) AsItsUser(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? ("setpriv", [$"--reuid={User}", $"--regid={User}", "--init-groups", Program(program), .. arguments])
            : (Program(program), arguments);

    private string Program(string name) => Path.Combine(_programs!, name);
}
