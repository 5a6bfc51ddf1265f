using System.Text.Json.Serialization;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Registry;

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(ProbeState))]
[JsonSerializable(typeof(HealthCheck))]
[JsonSerializable(typeof(ServiceRateLimit))]
[JsonSerializable(typeof(CallerRequirements))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class RowJsonContext : JsonSerializerContext;
