namespace ToskaMesh.Functions.Store;

/// <summary>The settings of section <c>Mesh:Store</c>.</summary>
internal sealed class StoreOptions
{
    public const string Section = "Mesh:Store";

    /// <summary>Writes that may wait for their turn; one more is refused with 503. 1 to 1,000,000.</summary>
    public int MaxWaitingWrites { get; set; } = 4096;
}
