namespace ToskaMesh.Redis;

/// <summary>Setting <c>Mesh:Redis</c>.</summary>
internal sealed class RedisOptions
{
    public const string Setting = "Mesh:Redis";

    /// <summary>Redis, needed in the profiles local and cloud, as StackExchange.Redis takes it, such as <c>host:6379,password=…,ssl=true</c>. Secret. Empty is none.</summary>
    public string Configuration { get; set; } = "";

    /// <summary>Whether the profile has servers, and this is one of them.</summary>
    public bool IsRequired { get; set; }
}
