namespace ToskaMesh.Shared.Routing;

/// <param name="Content">All of it.</param>
/// <param name="Tag">Changes with the content; opaque to the reader.</param>
public sealed record StoredDocument(ReadOnlyMemory<byte> Content, string Tag);
