namespace ToskaMesh.Functions.Identity;

internal sealed class BootstrapKey
{
    /// <summary>The first Admin key, <c>tsk_&lt;id&gt;_&lt;secret&gt;</c> with 256 bits. The embedded profile makes one when there is none.</summary>
    public string? ApiKey { get; set; }
}
