using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Identity.Audit;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SecurityEvent))]
internal sealed partial class SecurityEventJsonContext : JsonSerializerContext;
