using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Observations;

[JsonSerializable(typeof(WireReport))]
[JsonSerializable(typeof(IReadOnlyList<FollowedDocument>))]
internal sealed partial class GatewayReportJsonContext : JsonSerializerContext;
