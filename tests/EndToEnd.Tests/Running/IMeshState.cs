namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>What a mesh of one profile keeps outside its processes, and how a test damages it.</summary>
internal interface IMeshState
{
    /// <summary>For function app and gateway.</summary>
    IReadOnlyDictionary<string, string> Settings { get; }

    string AdminKey { get; }

    /// <summary>In base64, once the function app has started.</summary>
    string MasterKey { get; }

    /// <returns>Null while there is none.</returns>
    Task<byte[]?> ReadRouteTableAsync();

    Task WriteRouteTableAsync(byte[] content);

    Task DeleteRouteTableAsync();

    /// <summary>Takes everything out of the mesh store, while no function app runs.</summary>
    Task EmptyStoreAsync();

    /// <summary>Keeps the events with such keys, where a broker carries them.</summary>
    Task ListenAsync(string routingKey);

    /// <summary>All that is in stores and brokers besides the files of the mesh's folder, by the name of its place.</summary>
    Task<IReadOnlyDictionary<string, byte[]>> ReadEverythingAsync();
}
