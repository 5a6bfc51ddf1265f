using ToskaMesh.Shared.Configuration.Rollouts;

namespace ToskaMesh.Testing.Configuration;

public sealed record RolloutStoreUnderTest(IRolloutStore Rollouts, IRolloutShares Shares, ConfigurationStoreUnderTest Configurations);
