using System.Buffers.Text;
using System.Text;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>The id of the last instance of a page, in letters that every header takes.</summary>
internal static class ContinuationToken
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Write(string instanceId) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(instanceId));

    /// <param name="instanceId">Null for an empty token, as that of the first page.</param>
    /// <returns>False where it is no token.</returns>
    public static bool TryRead(string token, out string? instanceId)
    {
        instanceId = null;
        try
        {
            instanceId = token.Length > 0 ? Strict.GetString(Base64Url.DecodeFromChars(token)) : null;
            return true;
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            return false;
        }
    }
}
