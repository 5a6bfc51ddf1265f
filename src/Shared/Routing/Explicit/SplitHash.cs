namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>
/// Turns a caller's key into a number that is the same in each gateway and after each restart. FNV-1a, mixed as MurmurHash3
/// does at its end, since keys often differ in their last character only. Not for secrets: who may choose the key may
/// choose where it leads.
/// </summary>
internal static class SplitHash
{
    /// <returns>Above 0, below 1.</returns>
    public static double Of(ReadOnlySpan<char> salt, ReadOnlySpan<char> key)
    {
        var hash = Add(Add(14695981039346656037UL, salt), "\0");
        hash = Add(hash, key);
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        hash ^= hash >> 33;
        return ((hash >> 11) + 0.5) * (1.0 / (1UL << 53));
    }

    private static ulong Add(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            hash = (hash ^ (byte)character) * 1099511628211UL;
            hash = (hash ^ (byte)(character >> 8)) * 1099511628211UL;
        }

        return hash;
    }
}
