using System.Text.Json.Serialization;
using ToskaMesh.Shared.Configuration.Rollouts;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>Rollouts as they are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RolloutPlan))]
[JsonSerializable(typeof(StoredRolloutState))]
internal sealed partial class RolloutJsonContext : JsonSerializerContext;
