using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Messaging;

[JsonSerializable(typeof(RegistryEventData))]
internal sealed partial class RegistryEventJsonContext : JsonSerializerContext;
