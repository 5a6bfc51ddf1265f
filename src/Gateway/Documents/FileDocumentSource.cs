using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Documents;

/// <summary>The documents as files, which their publisher replaces by renaming.</summary>
internal sealed class FileDocumentSource(IOptions<MeshOptions> options, TimeProvider timeProvider) : IDocumentSource
{
    // Two replacements of equal length within one tick of the file system's clock have equal times. So a file that is
    // younger than this is compared by its content, too (git does the same with its index).
    private static readonly TimeSpan TooYoungToTell = TimeSpan.FromSeconds(2);

    private readonly string _directory = options.Value.DataDirectory;

    public async Task<StoredDocument?> ReadAsync(string name, string? knownTag, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_directory, name);
        try
        {
            var stamp = StampOf(path, out var isYoung);
            if (knownTag?.StartsWith(stamp, StringComparison.Ordinal) == true
                && (!isYoung || knownTag == stamp + await HashAsync(path, cancellationToken)))
            {
                return null;
            }

            var content = await File.ReadAllBytesAsync(path, cancellationToken);
            return new StoredDocument(content, stamp + Convert.ToHexString(SHA256.HashData(content)));
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"{name} may not be read by the gateway's process.", denied);
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexString(await SHA256.HashDataAsync(file, cancellationToken));
    }

    private string StampOf(string path, out bool isYoung)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new FileNotFoundException($"There is no {file.Name} in the data directory.", path);
        }

        isYoung = timeProvider.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc < TooYoungToTell;
        return $"{file.LastWriteTimeUtc.Ticks}-{file.Length}-";
    }
}
