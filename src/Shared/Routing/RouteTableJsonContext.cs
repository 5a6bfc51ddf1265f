using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Routing;

[JsonSerializable(typeof(RouteTable))]
internal sealed partial class RouteTableJsonContext : JsonSerializerContext;
