using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace ToskaMesh.Emulator.Host.Keys;

/// <summary>The key of the orchestrations' HTTP API, made when first asked for: most applications never do.</summary>
internal sealed class SystemKey(Lazy<string> key)
{
    private const string FileName = "durabletask-key";

    public string Value => key.Value;

    /// <summary>The setting <c>ToskaEmulator:DurableTaskKey</c>, else a file in the data directory.</summary>
    public static SystemKey Of(IConfiguration settings, string dataDirectory) =>
        new(new Lazy<string>(() => settings["ToskaEmulator:DurableTaskKey"] ?? HostKeyFile.ReadOrCreate(dataDirectory, FileName)));

    public bool Matches(HttpRequest request) => HostKeys.Matches(request, HostKeys.Hash(Value));
}
