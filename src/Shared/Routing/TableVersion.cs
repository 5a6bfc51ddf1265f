namespace ToskaMesh.Shared.Routing;

/// <summary>
/// The order of published documents: by epoch (made when a store is created or restored), then by version.
/// It never decreases in storage, and a gateway never applies a lower one.
/// </summary>
/// <param name="Epoch">Milliseconds since 1970 when the store was made, or one more than the epoch found then; above 0.</param>
/// <param name="Version">Counts published documents; above 0, not reset by a new epoch.</param>
public readonly record struct TableVersion(long Epoch, long Version) : IComparable<TableVersion>
{
    public int CompareTo(TableVersion other) =>
        Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Version.CompareTo(other.Version);

    public static bool operator <(TableVersion left, TableVersion right) => left.CompareTo(right) < 0;

    public static bool operator <=(TableVersion left, TableVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >(TableVersion left, TableVersion right) => left.CompareTo(right) > 0;

    public static bool operator >=(TableVersion left, TableVersion right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Epoch}.{Version}";
}
