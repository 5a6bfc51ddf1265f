using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Configuration;

public sealed record RolloutStoreUnderTest(IRolloutStore Rollouts, IRolloutShares Shares, ConfigurationStoreUnderTest Configurations, IServiceRegistry Registry);
