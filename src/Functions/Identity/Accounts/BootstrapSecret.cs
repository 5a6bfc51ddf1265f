using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Identity.Secrets;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity.Accounts;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>
/// The bootstrap secret of the settings, or, on one machine, of a file that is made while no user is an Admin, for
/// whoever has this machine.
/// </summary>
internal sealed partial class BootstrapSecret(
    IOptions<BootstrapOptions> options, IOptions<MeshOptions> mesh, IUserStore users, ILogger<BootstrapSecret> logger)
    : IBootstrapSecret, IDisposable
{
    public const string FileName = "bootstrap-secret";

    private readonly SemaphoreSlim _turn = new(1);
    private volatile bool _done;

    private string FilePath => Path.Combine(mesh.Value.FullDataDirectory, FileName);

    private bool IsInFile => options.Value.Bootstrap.Secret is not { Length: > 0 } && mesh.Value.Profile is not MeshProfile.Cloud;

    /// <exception cref="NotReadyException">The file cannot be made.</exception>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        if (_done || !IsInFile)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_done)
            {
                await EnsureFileAsync(cancellationToken);
                _done = true;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<bool> MatchesAsync(string presented, CancellationToken cancellationToken)
    {
        var secret = IsInFile ? await ReadFileAsync(cancellationToken) : options.Value.Bootstrap.Secret;
        return secret is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(Digest(presented), Digest(secret));
    }

    public void Discard()
    {
        if (!IsInFile)
        {
            return;
        }

        try
        {
            File.Delete(FilePath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It opens nothing any more: the store has an Admin. The next start tries again.
            Log.NotDeleted(logger, FilePath, exception);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task EnsureFileAsync(CancellationToken cancellationToken)
    {
        if (await users.HasAdminAsync(cancellationToken))
        {
            Discard();
            return;
        }

        if (File.Exists(FilePath))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(mesh.Value.FullDataDirectory);
            await SecretFile.WriteAsync(FilePath, OneTimeSecret.Generate(), cancellationToken);
            Log.Made(logger, FilePath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NotReadyException("The bootstrap secret's file in the data directory cannot be made; the log says why.", exception);
        }
    }

    private async Task<string?> ReadFileAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await File.ReadAllTextAsync(FilePath, cancellationToken)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static byte[] Digest(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
