using System.Text.Json.Serialization;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Routing;

/// <summary>What metadata of clusters and destinations holds as text.</summary>
[JsonSerializable(typeof(RoutedCheck))]
[JsonSerializable(typeof(ServiceRateLimit))]
[JsonSerializable(typeof(CallerRequirements))]
internal sealed partial class MetadataJsonContext : JsonSerializerContext;
