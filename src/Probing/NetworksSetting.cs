using Microsoft.Extensions.Configuration;

namespace ToskaMesh.Probing;

/// <summary>The setting <c>Mesh:AllowedNetworks</c>: one text with commas, or a list.</summary>
internal static class NetworksSetting
{
    private const string Key = "Mesh:AllowedNetworks";

    /// <summary>As one text; empty where nothing is set.</summary>
    public static string Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Key);
        return section.Value ?? string.Join(',', section.GetChildren().Select(child => child.Value));
    }
}
