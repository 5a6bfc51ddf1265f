using ToskaMesh.Cli.Launch;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Cli.Client;

/// <summary>Which mesh a command talks to, and as whom.</summary>
internal sealed record Connection(Uri Url, string? Key)
{
    public const string UrlVariable = "TOSKA_URL";
    public const string KeyVariable = "TOSKA_KEY";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static Uri DefaultUrl { get; } = new("http://127.0.0.1:8080");

    /// <summary>Options win over variables; the key of a mesh on this machine is found in its data directory.</summary>
    public static Connection Choose(string? url, string? key, DataDirectory data)
    {
        var address = url ?? Environment.GetEnvironmentVariable(UrlVariable);
        return new Connection(
            address is null ? DefaultUrl : ParseUrl(address),
            ParseKey(key ?? Environment.GetEnvironmentVariable(KeyVariable) ?? KeyOf(data)));
    }

    public HttpClient Open()
    {
        // Redirects are not followed: they would carry the key elsewhere.
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Url, Timeout = Timeout };
        if (Key is not null)
        {
            http.DefaultRequestHeaders.Add(ApiKey.Header, Key);
        }

        return http;
    }

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
            throw new CommandFailedException(ExitCode.Failed, $"{data.ApiKeyFile} belongs to another user. Give a key with --key or {KeyVariable}.");
        }
    }
}
