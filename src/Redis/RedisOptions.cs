namespace ToskaMesh.Redis;

/// <summary>Setting <c>Mesh:Redis</c>.</summary>
internal sealed class RedisOptions
{
    public const string Setting = "Mesh:Redis";

    /// <summary>Redis, needed in the profiles local and cloud, as StackExchange.Redis takes it, such as <c>host:6379,password=…,ssl=true</c>. Secret. Empty is none.</summary>
    public string Configuration { get; set; } = "";

    /// <summary>
    /// Whether the process signs in with its own identity (Microsoft Entra) instead of a password, as Azure Managed Redis
    /// wants it: <c>user</c> in the configuration is then the identity's object id.
    /// </summary>
    public bool UseIdentity { get; set; }

    /// <summary>Whether the profile has servers, and this is one of them.</summary>
    public bool IsRequired { get; internal set; }
}
