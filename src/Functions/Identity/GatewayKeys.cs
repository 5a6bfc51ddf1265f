using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity;

/// <summary>Section <c>Mesh:Gateway</c>, as far as the function app reads it.</summary>
internal sealed class GatewayKeys
{
    /// <summary>
    /// The keys of role Gateway, separated by commas. A gateway is told the same setting and uses the first, so a key is
    /// replaced without a gap: put the new one in front here, then at the gateways, then take the old one out.
    /// </summary>
    public string ApiKey { get; set; } = "";

    /// <summary>What is wrong, without the keys themselves; null when nothing is.</summary>
    public string? Fault() => Texts().All(text => Shared.Identity.ApiKey.TryParse(text, out _))
        ? null
        : "Mesh:Gateway:ApiKey needs keys of the form tsk_<id>_<secret> with 256 bits, separated by commas.";

    public IEnumerable<ApiKey> All() =>
        Texts().Select(text => Shared.Identity.ApiKey.TryParse(text, out var key) ? key : null).OfType<ApiKey>();

    private string[] Texts() => ApiKey.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
