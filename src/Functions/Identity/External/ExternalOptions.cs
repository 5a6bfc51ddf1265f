namespace ToskaMesh.Functions.Identity.External;

/// <summary>Section <c>Mesh:Identity</c>, as far as sign-ins by other providers go.</summary>
internal sealed class ExternalOptions
{
    public const string Section = "Mesh:Identity";

    /// <summary>By the names that callers use: lower-case letters, digits and hyphens.</summary>
    public Dictionary<string, ExternalProviderOptions> Providers { get; } = new(StringComparer.OrdinalIgnoreCase);
}
