using System.Text.Json.Serialization;
using ToskaMesh.Functions.Commands;
using ToskaMesh.Functions.Configuration;
using ToskaMesh.Functions.Configuration.Rollouts;
using ToskaMesh.Functions.Health;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Identity.Accounts;
using ToskaMesh.Functions.Identity.Audit;
using ToskaMesh.Functions.Identity.Clients;
using ToskaMesh.Functions.Identity.External;
using ToskaMesh.Functions.Identity.OAuth;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Observations;
using ToskaMesh.Functions.Probing;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Routing.Explicit;
using ToskaMesh.Functions.Status;

namespace ToskaMesh.Functions.Http;

/// <summary>Everything that the control plane writes. Generated, since reflection over types costs most at a cold start.</summary>
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(InstanceAnswer))]
[JsonSerializable(typeof(IReadOnlyList<InstanceAnswer>))]
[JsonSerializable(typeof(TrackingAnswer))]
[JsonSerializable(typeof(IReadOnlyList<TrackingAnswer>))]
[JsonSerializable(typeof(MetadataAnswer))]
[JsonSerializable(typeof(HeartbeatAnswer))]
[JsonSerializable(typeof(DeregistrationAnswer))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(IReadOnlyList<StatusAnswer>))]
[JsonSerializable(typeof(ProbeAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ServiceEventAnswer>))]
[JsonSerializable(typeof(DeadLetterAnswer))]
[JsonSerializable(typeof(IReadOnlyList<DeadLetterAnswer>))]
[JsonSerializable(typeof(ParkedEventAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ParkedEventAnswer>))]
[JsonSerializable(typeof(CommandAnswer))]
[JsonSerializable(typeof(IReadOnlyList<PendingCommandAnswer>))]
[JsonSerializable(typeof(ObservationsAnswer))]
[JsonSerializable(typeof(IReadOnlyList<GatewayAnswer>))]
[JsonSerializable(typeof(ConfigurationAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ConfigurationSummaryAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<ConfigurationVersionAnswer>))]
[JsonSerializable(typeof(ConfigurationDiffAnswer))]
[JsonSerializable(typeof(ConfigurationPreviewAnswer))]
[JsonSerializable(typeof(RouteAnswer))]
[JsonSerializable(typeof(IReadOnlyList<RouteSummaryAnswer>))]
[JsonSerializable(typeof(EffectiveAnswer))]
[JsonSerializable(typeof(RolloutAnswer))]
[JsonSerializable(typeof(IReadOnlyList<RolloutAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<SigningKeyAnswer>))]
[JsonSerializable(typeof(NonceAnswer))]
[JsonSerializable(typeof(AuthAnswer))]
[JsonSerializable(typeof(MessageAnswer))]
[JsonSerializable(typeof(ProfileAnswer))]
[JsonSerializable(typeof(IReadOnlyList<SessionAnswer>))]
[JsonSerializable(typeof(UserAnswer))]
[JsonSerializable(typeof(IReadOnlyList<UserAnswer>))]
[JsonSerializable(typeof(NewApiKeyAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ApiKeyAnswer>))]
[JsonSerializable(typeof(NewClientAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ClientAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<AuditAnswer>))]
[JsonSerializable(typeof(OAuthErrorAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(IntrospectionAnswer))]
[JsonSerializable(typeof(JsonWebKeySetAnswer))]
[JsonSerializable(typeof(ServerMetadataAnswer))]
internal sealed partial class MeshJsonContext : JsonSerializerContext;
