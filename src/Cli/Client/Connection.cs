using ToskaMesh.Cli.Launch;
using ToskaMesh.Cli.Sessions;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Cli.Client;

/// <summary>Which mesh a command talks to, and as whom: by a key, by a login, or as nobody.</summary>
internal sealed class Connection
{
    public const string UrlVariable = "TOSKA_URL";
    public const string KeyVariable = "TOSKA_KEY";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private Connection(Uri url, SessionFile session) => (Url, Session) = (url, session);

    public static Uri DefaultUrl { get; } = new("http://127.0.0.1:8080");

    public Uri Url { get; }

    /// <summary>The login at that mesh, whether there is one or not.</summary>
    public SessionFile Session { get; }

    /// <summary>Null without one, and where the login goes before it.</summary>
    public string? Key { get; private init; }

    public bool UsesLogin => Key is null && Session.Exists;

    /// <summary>Whether the key was given for this command or this shell, so that it wins over a login.</summary>
    public bool HasGivenKey { get; private init; }

    /// <summary>
    /// Options win over variables. A key that is given wins over the login at that mesh, since it was meant for this
    /// command; the login wins over the key in the data directory of a mesh on this machine, which nobody chose and which no other machine gets.
    /// </summary>
    public static Connection Choose(string? url, string? key, DataDirectory data, SessionFolder sessions)
    {
        var address = url ?? Environment.GetEnvironmentVariable(UrlVariable);
        var mesh = address is null ? DefaultUrl : ParseUrl(address);
        var session = sessions.Of(mesh);
        var given = key ?? Environment.GetEnvironmentVariable(KeyVariable);
        return new Connection(mesh, session) { HasGivenKey = given is not null, Key = ParseKey(given ?? (session.Exists || !mesh.IsLoopback ? null : KeyOf(data))) };
    }

    public HttpClient Open(TimeProvider time)
    {
        if (UsesLogin)
        {
            return OpenWithLogin(time);
        }

        var http = Client(Handler());
        if (Key is not null)
        {
            http.DefaultRequestHeaders.Add(ApiKey.Header, Key);
        }

        return http;
    }

    /// <summary>Whatever key there is.</summary>
    public HttpClient OpenWithLogin(TimeProvider time) => Client(new SessionHandler(Session, Url, time, Handler()));

    /// <summary>For what one does before one is known.</summary>
    public HttpClient OpenAnonymously() => Client(Handler());

    // Redirects are not followed: they would carry the credentials elsewhere.
    private static SocketsHttpHandler Handler() => new() { AllowAutoRedirect = false };

    private static Uri ParseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new CommandFailedException(ExitCode.Usage, $"'{text}' is no http or https URL.");

    // Whether it is a key is for the mesh to say; whether it fits into a header is not.
    private static string? ParseKey(string? text) =>
        text is null || text.All(letter => letter is > ' ' and <= '~')
            ? text
            : throw new CommandFailedException(ExitCode.Usage, "The API key has a character that no key has, such as a space or a line break.");

    private static string? KeyOf(DataDirectory data)
    {
        try
        {
            return File.ReadAllText(data.ApiKeyFile).Trim();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Failed, $"{data.ApiKeyFile} belongs to another user. Log in with 'toska login', or give a key with --key or {KeyVariable}.");
        }
    }

    private HttpClient Client(HttpMessageHandler handler) => new(handler) { BaseAddress = Url, Timeout = Timeout };
}
