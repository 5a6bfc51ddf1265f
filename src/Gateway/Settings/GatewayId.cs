using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Gateway.Settings;

/// <summary>What a gateway is called that nobody gave a name.</summary>
internal static class GatewayId
{
    public static string Default(string machine, int port)
    {
        var suffix = $"-{port}";
        var name = string.Concat(machine.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' ? character : '-'))
            .TrimStart('-', '_', '.');
        return $"{(name.Length == 0 ? "gateway" : name[..Math.Min(name.Length, InstanceId.MaxLength - suffix.Length)])}{suffix}";
    }
}
