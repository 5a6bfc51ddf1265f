using System.IO.Compression;
using System.Text;

namespace ToskaMesh.Functions.Configuration;

/// <summary>Text as it is stored: content is written once, seldom read, and mostly repeats itself.</summary>
internal static class CompressedText
{
    public static byte[] Of(string text)
    {
        using var buffer = new MemoryStream();
        using (var brotli = new BrotliStream(buffer, CompressionLevel.Optimal))
        {
            brotli.Write(Encoding.UTF8.GetBytes(text));
        }

        return buffer.ToArray();
    }

    public static string Read(byte[] bytes)
    {
        using var brotli = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
