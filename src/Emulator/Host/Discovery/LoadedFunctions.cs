using ToskaMesh.Emulator.Host.Routing;
using ToskaMesh.Emulator.Host.Triggers;

namespace ToskaMesh.Emulator.Host.Discovery;

/// <summary>The functions with everything that starts them.</summary>
internal sealed record LoadedFunctions(FunctionCatalog Catalog, RouteTable Routes, TriggerListeners Listeners);
