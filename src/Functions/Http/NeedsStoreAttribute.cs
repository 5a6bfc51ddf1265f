namespace ToskaMesh.Functions.Http;

/// <summary>A function that is open to anonymous callers but cannot answer without the mesh store: it waits until that is ready, as all others do.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsStoreAttribute : Attribute;
