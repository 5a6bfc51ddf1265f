using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace ToskaMesh.Emulator.Host.Keys;

/// <summary>Checks the keys that the host itself asks for. The master key opens everything, the function key functions only.</summary>
internal sealed class HostKeys(string masterKey, string? functionKey)
{
    private const string Header = "x-functions-key";
    private const string Parameter = "code";

    private readonly byte[] _master = Hash(masterKey);
    private readonly byte[]? _function = functionKey is null ? null : Hash(functionKey);

    /// <summary>The settings <c>ToskaEmulator:MasterKey</c> and <c>ToskaEmulator:FunctionKey</c>; without the first, the key file.</summary>
    public static HostKeys Of(IConfiguration settings, string dataDirectory) =>
        new(settings["ToskaEmulator:MasterKey"] ?? HostKeyFile.ReadOrCreate(dataDirectory), settings["ToskaEmulator:FunctionKey"]);

    public bool Allow(HttpRequest request, AuthorizationLevel level) => level switch
    {
        AuthorizationLevel.Anonymous => true,
        AuthorizationLevel.Function or AuthorizationLevel.User => AllowAdmin(request) || Matches(request, _function),
        _ => AllowAdmin(request),
    };

    public bool AllowAdmin(HttpRequest request) => Matches(request, _master);

    /// <summary>Compares hashes, so that neither content nor length of a key shows in the time it takes.</summary>
    public static bool Matches(HttpRequest request, byte[]? expected) =>
        expected is not null && Given(request) is { Length: > 0 } given && CryptographicOperations.FixedTimeEquals(Hash(given), expected);

    /// <summary>The header wins over the query, even when it is wrong.</summary>
    private static string? Given(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var header) ? header.ToString()
        : request.Query.TryGetValue(Parameter, out var code) ? code.ToString()
        : null;

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
