using System.Security.Cryptography;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Routing;

/// <summary>
/// Documents as files of one directory. A document is replaced by renaming a synced temporary file, so that a reader
/// sees the old or the new one and a crash leaves one of the two; a lock file makes compare-and-replace one step over
/// all processes, and the kernel frees it when its holder dies.
/// </summary>
internal sealed class FileDocumentStore(string directory, TimeProvider time) : IDocumentStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(5);

    public async Task<StoredDocument?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var content = await File.ReadAllBytesAsync(PathOf(name), cancellationToken);
            return new StoredDocument(content, TagOf(content));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async Task<string?> TryWriteAsync(
        string name, ReadOnlyMemory<byte> content, string? ifMatch, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        await using var held = await LockAsync(name, cancellationToken);
        var current = await ReadAsync(name, cancellationToken);
        if (current?.Tag != ifMatch)
        {
            return null;
        }

        RemoveLeftovers(name);
        var temporary = PathOf($"{name}.{Guid.NewGuid():n}.tmp");
        await WriteAsync(temporary, name, content, cancellationToken);
        File.Move(temporary, PathOf(name), overwrite: true);
        DirectorySync.Flush(directory);
        return TagOf(content.Span);
    }

    private static async Task WriteAsync(string path, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (name == DocumentNames.Credentials && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using var file = new FileStream(path, options);
        await file.WriteAsync(content, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private static string TagOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private async Task<FileStream> LockAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (LockFile.TryTake(PathOf($"{name}.lock")) is { } held)
            {
                return held;
            }

            await Task.Delay(LockPoll, time, cancellationToken);
        }
    }

    // Under the lock nobody else is writing, so these are of a writer that died.
    private void RemoveLeftovers(string name)
    {
        foreach (var leftover in Directory.EnumerateFiles(directory, $"{name}.*.tmp"))
        {
            File.Delete(leftover);
        }
    }

    private string PathOf(string name) => Path.Combine(directory, name);
}
