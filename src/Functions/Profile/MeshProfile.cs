namespace ToskaMesh.Functions.Profile;

/// <summary>Which set of adapters serves.</summary>
internal enum MeshProfile
{
    /// <summary>One process, no server: SQLite and files in the data directory.</summary>
    Embedded = 0,

    Local = 1,

    Cloud = 2,
}
