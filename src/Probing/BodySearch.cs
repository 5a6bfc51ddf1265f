using System.Buffers;
using System.Text;

namespace ToskaMesh.Probing;

/// <summary>Looks for text in the beginning of a body, and reads no further than it must.</summary>
internal static class BodySearch
{
    /// <summary>Whether the body holds the text, as UTF-8, within its first <see cref="ProbeHandlers.MaxBody"/> bytes.</summary>
    public static async Task<bool> ContainsAsync(Stream body, string text, CancellationToken cancellationToken)
    {
        var sought = Encoding.UTF8.GetBytes(text);
        var buffer = ArrayPool<byte>.Shared.Rent(ProbeHandlers.MaxBody);
        try
        {
            var filled = 0;
            while (filled < ProbeHandlers.MaxBody)
            {
                var read = await body.ReadAsync(buffer.AsMemory(filled, ProbeHandlers.MaxBody - filled), cancellationToken);
                if (read == 0)
                {
                    return false;
                }

                // From where a match may begin that the last part only began.
                var from = Math.Max(0, filled - sought.Length + 1);
                filled += read;
                if (buffer.AsSpan(from, filled - from).IndexOf(sought) >= 0)
                {
                    return true;
                }
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
