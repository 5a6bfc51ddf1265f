namespace ToskaMesh.Shared.CatalogSync;

/// <summary>What is to be done at an agent so that it has the mesh's instances.</summary>
/// <param name="Register">Missing, or other than they should be.</param>
/// <param name="Report">There, but their check must be set or kept alive.</param>
/// <param name="Remove">Ids of this mesh's that it has no more.</param>
public sealed record ConsulExport(
    IReadOnlyList<ExportedInstance> Register, IReadOnlyList<ExportedInstance> Report, IReadOnlyList<string> Remove);
