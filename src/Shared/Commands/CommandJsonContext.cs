using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Commands;

[JsonSerializable(typeof(DateTimeOffset))]
internal sealed partial class CommandJsonContext : JsonSerializerContext;
