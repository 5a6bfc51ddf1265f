using ToskaMesh.Functions.Identity.Secrets;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity;

/// <summary>The embedded profile's Admin key, for the person at this machine: <c>api-key</c> in the data directory, mode 600.</summary>
internal sealed class AdminKeyFile(string path)
{
    public string Path => path;

    /// <summary>Null when there is no file.</summary>
    /// <exception cref="NotReadyException">There is one, but it holds no key.</exception>
    public async Task<ApiKey?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var text = await File.ReadAllTextAsync(path, cancellationToken);
        return ApiKey.TryParse(text.Trim(), out var key)
            ? key
            : throw new NotReadyException($"The file {System.IO.Path.GetFileName(path)} in the data directory does not hold an API key. Put the key back, or remove the file and set Mesh:Bootstrap:ApiKey.");
    }

    /// <summary>On disk, whole, when this completes: a key whose hash is stored but that nobody has would be lost for good.</summary>
    public Task WriteAsync(ApiKey key, CancellationToken cancellationToken) => SecretFile.WriteAsync(path, key.Reveal(), cancellationToken);
}
