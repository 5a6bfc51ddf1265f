using System.Collections.Frozen;
using System.IO.Compression;

namespace ToskaMesh.Shared.Identity.Passwords;

/// <summary>The passwords that everybody tries first. The list and its licence: THIRD-PARTY-NOTICES.md.</summary>
public static class CommonPasswords
{
    private static readonly Lazy<FrozenSet<string>> List = new(Read);

    public static int Count => List.Value.Count;

    /// <summary>Without regard to case.</summary>
    public static bool Contains(string password) => List.Value.Contains(password);

    private static FrozenSet<string> Read()
    {
        using var resource = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt.gz")
            ?? throw new InvalidOperationException("The list of common passwords is not in the assembly.");
        using var reader = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));
        return Lines(reader).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
