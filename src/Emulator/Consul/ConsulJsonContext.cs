#nullable disable

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Consul;

[JsonSerializable(typeof(Dictionary<string, AgentService>))]
[JsonSerializable(typeof(Dictionary<string, AgentCheck>))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
[JsonSerializable(typeof(ServiceEntry[]))]
[JsonSerializable(typeof(AgentServiceRegistration))]
[JsonSerializable(typeof(TTLUpdate))]
internal sealed partial class ConsulJsonContext : JsonSerializerContext
{
    /// <summary>With Consul's names, which are the properties', and its durations.</summary>
    public static ConsulJsonContext Own { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNameCaseInsensitive = true,
        Converters = { new GoDurationConverter() },
    });
}
