using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity.Secrets;

/// <summary>The master key of the settings, or, in the embedded profile, of the file <c>master-key</c> in the data directory.</summary>
internal sealed partial class MasterKey(IOptions<MasterKeyOptions> options, IOptions<MeshOptions> mesh, ILogger<MasterKey> logger) : IMasterKey, IDisposable
{
    // The key of local.settings.sample.json, which serves on loopback as Azurite's account key does.
    private static readonly byte[] Sample = Encoding.ASCII.GetBytes("known-to-everybody-so-local-only");

    private const string FileName = "master-key";

    private readonly SemaphoreSlim _turn = new(1);
    private byte[]? _secret;

    public async ValueTask<byte[]> DeriveAsync(string purpose, int length, CancellationToken cancellationToken)
    {
        var secret = Volatile.Read(ref _secret) ?? await LoadAsync(cancellationToken);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, length, info: Encoding.UTF8.GetBytes(purpose));
    }

    public void Dispose() => _turn.Dispose();

    private async Task<byte[]> LoadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _secret ??= await ReadAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MasterKey is { Length: > 0 } text)
        {
            return Accept(text, "Mesh:Identity:MasterKey");
        }

        return mesh.Value.Profile is MeshProfile.Embedded
            ? await ReadFileAsync(Path.Combine(mesh.Value.FullDataDirectory, FileName), cancellationToken)
            : throw new NotReadyException(
                $"Mesh:Identity:MasterKey is not set: profile {mesh.Value.Profile} needs 32 random bytes in base64 from there ('openssl rand -base64 32' makes them).");
    }

    private byte[] Accept(string text, string place)
    {
        if (!MasterSecret.TryParse(text, out var secret))
        {
            throw new NotReadyException($"{place} is no master key: it must be 32 random bytes in base64 ('openssl rand -base64 32' makes them).");
        }

        return mesh.Value.Profile is MeshProfile.Cloud && secret.AsSpan().SequenceEqual(Sample)
            ? throw new NotReadyException($"{place} is the key of local.settings.sample.json, which everybody knows: make one with 'openssl rand -base64 32'.")
            : secret;
    }

    private async Task<byte[]> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(path))
            {
                await SecretFile.WriteAsync(path, MasterSecret.Generate(), cancellationToken);
                Log.Made(logger, path);
            }

            return Accept((await File.ReadAllTextAsync(path, cancellationToken)).Trim(), $"The file {FileName} in the data directory");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NotReadyException($"The file {FileName} in the data directory cannot be read or made; the log says why.", exception);
        }
    }
}
