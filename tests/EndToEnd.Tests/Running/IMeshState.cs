namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>What a mesh of one profile keeps outside its processes, and how a test damages it.</summary>
internal interface IMeshState
{
    /// <summary>For function app and gateway.</summary>
    IReadOnlyDictionary<string, string> Settings { get; }

    string AdminKey { get; }

    /// <returns>Null while there is none.</returns>
    Task<byte[]?> ReadRouteTableAsync();

    Task WriteRouteTableAsync(byte[] content);

    Task DeleteRouteTableAsync();

    /// <summary>Takes everything out of the mesh store, while no function app runs.</summary>
    Task EmptyStoreAsync();
}
