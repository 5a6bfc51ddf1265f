using System.Security.Cryptography;
using System.Text;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.CatalogSync;

/// <summary>
/// The mesh-wide id of an imported instance. Consul's ids are unique on a node only, so node and datacenter belong to
/// it; where they do not fit an <see cref="InstanceId"/>, or could be taken for others, a hash of them stands there.
/// </summary>
public static class ImportedId
{
    public static InstanceId Of(string source, string node, string id) =>
        IsPlain(node) && InstanceId.TryParse($"{source}:{node}:{id}", out var plain) ? plain : InstanceId.Parse($"{source}:~{Hash(node, id)}");

    // A node that begins like a hash, or has a separator in it, could end up with another's id.
    private static bool IsPlain(string node) => node.Length > 0 && node[0] != '~' && !node.Contains(':', StringComparison.Ordinal);

    // Lengths keep the parts from running into each other.
    private static string Hash(string node, string id) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{node.Length}:{node}{id}")))[..40];
}
