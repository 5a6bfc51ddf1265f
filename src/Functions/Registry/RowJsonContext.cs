using System.Text.Json.Serialization;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(HealthCheck))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class RowJsonContext : JsonSerializerContext;
