using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Testing.Configuration;

/// <param name="RecordedAsync">All that the audit has, the oldest first.</param>
public sealed record ConfigurationStoreUnderTest(
    IConfigurationStore Configurations, IOutbox Outbox, Func<Task<IReadOnlyList<SecurityEvent>>> RecordedAsync);
