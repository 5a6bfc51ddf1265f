using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ToskaMesh.Functions.Identity.Secrets;
using ToskaMesh.Shared.Configuration.Secrets;

namespace ToskaMesh.Functions.Configuration.Secrets;

/// <summary>
/// Secrets in a file of their own, which only this user may read: <c>{"NAME": {"value": "...", "services": ["orders"]}}</c>.
/// It is read anew each time, so that an edit holds at once.
/// </summary>
internal sealed class SecretFile(string path, IMasterKey master) : ISecretSource
{
    public const string Name = "secrets.json";

    // Callers read what is said of it: where the directory is, is not for them.
    private const string Place = $"{Name} in the data directory";

    private const int MaxBytes = 4 * 1024 * 1024;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public async Task<Secret?> FindAsync(SecretName name, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        RefuseOthers();
        try
        {
            var bytes = await ReadAsync(cancellationToken);
            using var document = JsonDocument.Parse(bytes);

            // Versions tell values apart, and nothing else about them: the same ones to each function app, also after its restart.
            var key = await master.DeriveAsync("versions of secrets", HMACSHA256.HashSizeInBytes, cancellationToken);
            return Find(document.RootElement, name, key);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SecretsUnavailableException($"{Place} cannot be read.", exception);
        }
        catch (JsonException exception)
        {
            // Without the inner one: its message may quote what is in the file.
            throw new SecretsUnavailableException($"{Place} is no JSON: it stops being so at line {exception.LineNumber + 1}.");
        }
    }

    private async Task<byte[]> ReadAsync(CancellationToken cancellationToken) =>
        new FileInfo(path).Length <= MaxBytes
            ? await File.ReadAllBytesAsync(path, cancellationToken)
            : throw new SecretsUnavailableException($"{Place} is larger than {MaxBytes} bytes.");

    private static Secret? Find(JsonElement root, SecretName name, byte[] key)
    {
        if (root.ValueKind is not JsonValueKind.Object)
        {
            throw new SecretsUnavailableException($"{Place} must hold an object: names with their secrets.");
        }

        var found = root.EnumerateObject().Where(member => member.Name.Equals(name.Value, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return found switch
        {
            [] => null,
            [{ Value: { ValueKind: JsonValueKind.Object } entry }] => Read(entry, name, key),
            _ => throw Malformed(name),
        };
    }

    private static Secret Read(JsonElement entry, SecretName name, byte[] key)
    {
        if (!entry.TryGetProperty("value", out var value) || value.ValueKind is not JsonValueKind.String
            || !entry.TryGetProperty("services", out var services) || services.ValueKind is not JsonValueKind.Array
            || services.EnumerateArray().Any(service => service.ValueKind is not JsonValueKind.String))
        {
            throw Malformed(name);
        }

        var text = value.GetString()!;
        return new Secret(
            text,
            [.. services.EnumerateArray().Select(service => service.GetString()!)],
            Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)).AsSpan(0, 8)));
    }

    private static SecretsUnavailableException Malformed(SecretName name) =>
        new($"{Place} must hold '{name}' once, as an object with a text \"value\" and a list \"services\".");

    private void RefuseOthers()
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new SecretsUnavailableException($"Others may read {Place}: run 'chmod 600' on it, and change the secrets that are in it.");
        }
    }
}
