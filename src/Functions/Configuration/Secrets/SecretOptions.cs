namespace ToskaMesh.Functions.Configuration.Secrets;

/// <summary>The settings of section <c>Mesh:Secrets</c>.</summary>
internal sealed class SecretOptions
{
    public const string Section = "Mesh:Secrets";

    /// <summary>The Key Vault that secrets are read from, <c>https://name.vault.azure.net/</c>; empty for the file <c>secrets.json</c> in the data directory.</summary>
    public string VaultUri { get; set; } = "";

    /// <summary>How long one that was read from the vault is used. A second to an hour.</summary>
    public TimeSpan KeptFor { get; set; } = TimeSpan.FromMinutes(1);
}
