#nullable disable

using System.Text.Json.Serialization;

namespace Consul;

/// <summary>What is no ordinary service.</summary>
[JsonConverter(typeof(ServiceKindConverter))]
public class ServiceKind : IEquatable<ServiceKind>
{
    private readonly string _kind;

    internal ServiceKind(string kind) => _kind = kind;

    public static ServiceKind ConnectProxy { get; } = new("connect-proxy");

    public static ServiceKind MeshGateway { get; } = new("mesh-gateway");

    public static ServiceKind TerminatingGateway { get; } = new("terminating-gateway");

    public static ServiceKind IngressGateway { get; } = new("ingress-gateway");

    public override string ToString() => _kind;

    public bool Equals(ServiceKind other) => other is not null && other._kind == _kind;

    public override bool Equals(object obj) => Equals(obj as ServiceKind);

    public override int GetHashCode() => _kind.GetHashCode(StringComparison.Ordinal);
}
