using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Functions.Limits;

/// <summary>
/// Section <c>Mesh:RateLimit</c>: how many requests one caller may send in each window; 0 is no limit. The defaults stop
/// what runs away, not what is used: ten thousand writes a second are the heartbeats of 100,000 instances with one key.
/// </summary>
internal sealed class RateLimitOptions
{
    public const string Section = "Mesh:RateLimit";

    public const int MaxPermits = 100_000_000;

    /// <summary>Reads in a window of one API key, or of one service's or gateway's own identity; 0 is no limit.</summary>
    public int Reads { get; set; } = 1_200_000;

    /// <summary>Writes in a window of one API key, or of one service's or gateway's own identity; 0 is no limit.</summary>
    public int Writes { get; set; } = 600_000;

    /// <summary>Requests in a window of one person, in all of their sessions: reads and writes together.</summary>
    public int Users { get; set; } = 6_000;

    /// <summary>Requests in a window of one address that sends no key, to what is open without one. Where the address is not known, there is no limit.</summary>
    public int Anonymous { get; set; } = 6_000;

    /// <summary>Requests in a window of one address that are refused for lack of a valid credential. Whoever has one does not count, and goes on behind the same address. Where the address is not known, there is no limit.</summary>
    public int Refused { get; set; } = 600;

    /// <summary>Over which requests are counted.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Addresses and networks (CIDR), separated by commas, of the proxies that all requests come through, gateways among them. Without any, no caller's word about its address is believed.</summary>
    public string TrustedProxies { get; set; } = "";

    public IEnumerable<string> Proxies => MeshOptions.Split(TrustedProxies);

    public RateLimit? Limit(int permits) => permits == 0 ? null : new RateLimit(permits, Window);
}
