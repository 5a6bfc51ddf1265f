namespace ToskaMesh.Functions.Store;

/// <summary>Who makes the schema: see <c>Mesh:Profile</c>.</summary>
internal enum StoreProfile
{
    /// <summary>One process that owns the data directory and migrates the store itself.</summary>
    Embedded = 0,

    /// <summary><c>toska migrate</c> made it before.</summary>
    Local = 1,

    /// <summary>As <see cref="Local"/>.</summary>
    Cloud = 2,
}
