namespace ToskaMesh.Functions.Identity;

internal sealed class BootstrapKey
{
    /// <summary>The first Admin key, <c>tsk_&lt;id&gt;_&lt;secret&gt;</c> with 256 bits. The embedded profile makes one when there is none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Shown at a registration, it makes the first Admin: 32 characters at least, and random. Outside the cloud a file has one when this is not set.</summary>
    public string? Secret { get; set; }
}
