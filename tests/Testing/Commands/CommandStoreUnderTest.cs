using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Testing.Commands;

/// <summary>A new, empty store.</summary>
public sealed record CommandStoreUnderTest(ICommandStore Commands, IOutbox Outbox);
