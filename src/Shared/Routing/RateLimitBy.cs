namespace ToskaMesh.Shared.Routing;

/// <summary>Whose requests are counted together.</summary>
public enum RateLimitBy
{
    /// <summary>Those of one API key; of one address where no valid key is sent.</summary>
    Caller = 0,

    /// <summary>Those of one address, as far as trusted proxies say it; of one /64 network for IPv6, where addresses cost nothing.</summary>
    Client = 1,

    /// <summary>All.</summary>
    Service = 2,
}
