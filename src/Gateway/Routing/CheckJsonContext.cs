using System.Text.Json.Serialization;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Routing;

[JsonSerializable(typeof(RoutedCheck))]
internal sealed partial class CheckJsonContext : JsonSerializerContext;
