using System.Security.Cryptography;

namespace ToskaMesh.Emulator.Host.Keys;

/// <summary>A key of the host in its data directory, made at first start and readable by its owner only.</summary>
internal static class HostKeyFile
{
    public const string Master = "host-key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string ReadOrCreate(string dataDirectory, string fileName = Master)
    {
        Directory.CreateDirectory(dataDirectory);
        var path = Path.Combine(dataDirectory, fileName);
        return File.Exists(path) ? Read(path) : Create(path);
    }

    private static string Read(string path)
    {
        var key = File.ReadAllText(path).Trim();
        return key.Length > 0 ? key : throw new InvalidOperationException($"{path} is empty. Delete it for a new key.");
    }

    /// <summary>Written beside and linked into place, so that two hosts that start at once agree on one key.</summary>
    private static string Create(string path)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.WriteLine(key);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
            return key;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
            return Read(path);
        }
    }
}
