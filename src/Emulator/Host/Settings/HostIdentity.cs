using Microsoft.Extensions.Configuration;

namespace ToskaMesh.Emulator.Host.Settings;

/// <summary>What hosts of one application share: blobs of the same id belong to the same application.</summary>
internal sealed record HostIdentity(string Id)
{
    private const int LongestId = 32;

    public static string Version { get; } = typeof(HostIdentity).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "0";

    /// <summary>The setting <c>AzureFunctionsWebHost:hostid</c>, else the machine's and the application's name, as the Functions tools have it.</summary>
    public static HostIdentity Of(IConfiguration settings, string application)
    {
        var id = settings["AzureFunctionsWebHost:hostid"] ?? $"{Environment.MachineName}-{application}".ToLowerInvariant();
        var letters = id.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').ToArray();
        return new HostIdentity(new string(letters)[..Math.Min(letters.Length, LongestId)].Trim('-'));
    }
}
