using System.Buffers;
using System.Text;

namespace ToskaMesh.Shared.Configuration.Documents;

/// <summary>Whether each half of a surrogate pair has its other half, as UTF-8 needs.</summary>
internal static class UnicodeText
{
    public static bool Is(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) is not OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }
}
