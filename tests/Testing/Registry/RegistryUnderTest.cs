using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Testing.Registry;

/// <summary>A new, empty store, as its three ports see it.</summary>
public sealed record RegistryUnderTest(IServiceRegistry Registry, IOutbox Outbox, IPublicationMark Mark);
