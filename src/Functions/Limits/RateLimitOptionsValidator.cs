using System.Net;
using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.Limits;

internal sealed class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, RateLimitOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(RateLimitOptions options)
    {
        if (new[] { options.Reads, options.Writes, options.Users, options.Anonymous, options.Refused }.Any(permits => permits is < 0 or > RateLimitOptions.MaxPermits))
        {
            yield return $"{RateLimitOptions.Section}: Reads, Writes, Users, Anonymous and Refused must be 0 (no limit) to {RateLimitOptions.MaxPermits}.";
        }

        if (options.Window < TimeSpan.FromSeconds(1) || options.Window > LongestWindow)
        {
            yield return $"{RateLimitOptions.Section}: Window must be 1 s to 1 day, such as '00:01:00'.";
        }

        foreach (var proxy in options.Proxies.Where(proxy => !IPNetwork.TryParse(proxy, out _) && !IPAddress.TryParse(proxy, out _)))
        {
            yield return $"{RateLimitOptions.Section}: TrustedProxies has '{proxy}', which is no address and no CIDR network.";
        }
    }
}
