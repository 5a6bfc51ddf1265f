namespace ToskaMesh.Functions.Store;

/// <summary>The settings of section <c>Mesh</c> that the store reads.</summary>
internal sealed class StoreOptions
{
    public const string Section = "Mesh";

    public StoreProfile Profile { get; set; } = StoreProfile.Embedded;

    /// <summary>Where <c>mesh.db</c> lies; relative to the current directory.</summary>
    public string DataDirectory { get; set; } = ".toska";

    /// <summary>Writes that may wait for their turn; one more is refused with 503. 1 to 1,000,000.</summary>
    public int MaxWaitingWrites { get; set; } = 4096;

    public string File(string name) => Path.Combine(Path.GetFullPath(DataDirectory), name);
}
