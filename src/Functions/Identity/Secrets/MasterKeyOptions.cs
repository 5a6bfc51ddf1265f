namespace ToskaMesh.Functions.Identity.Secrets;

/// <summary>Section <c>Mesh:Identity</c>, of which this is the secret part.</summary>
internal sealed class MasterKeyOptions
{
    public const string Section = "Mesh:Identity";

    /// <summary>32 random bytes in base64; in Azure a Key Vault reference. Empty in the embedded profile, which keeps one in a file.</summary>
    public string MasterKey { get; set; } = "";
}
