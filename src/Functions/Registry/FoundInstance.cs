using ToskaMesh.Functions.Store;

namespace ToskaMesh.Functions.Registry;

internal sealed record FoundInstance(InstanceRow Row, MeshStateRow State);
