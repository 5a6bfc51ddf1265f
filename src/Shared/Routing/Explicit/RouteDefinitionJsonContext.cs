using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Routing.Explicit;

[JsonSerializable(typeof(RouteDefinition))]
internal sealed partial class RouteDefinitionJsonContext : JsonSerializerContext;
