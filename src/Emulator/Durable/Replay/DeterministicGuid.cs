using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>Identifiers that are the same at each replay, and different for each execution.</summary>
internal static class DeterministicGuid
{
    private const byte Version = 0x80;
    private const byte Variant = 0x80;

    public static Guid Of(string executionId, string purpose, int number)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{executionId}/{purpose}/{number}");
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16);

        // RFC 9562, version 8: made of the application's own data.
        bytes[6] = (byte)((bytes[6] & 0x0F) | Version);
        bytes[8] = (byte)((bytes[8] & 0x3F) | Variant);
        return new Guid(bytes, bigEndian: true);
    }
}
