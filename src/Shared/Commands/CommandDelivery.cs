namespace ToskaMesh.Shared.Commands;

/// <summary>A command in the hands of an instance.</summary>
public sealed record CommandDelivery(MeshCommand Command, CommandTarget Target);
