using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;

namespace ToskaMesh.Functions.CatalogSync;

internal sealed partial class ConsulOptionsValidator(IOptions<MeshOptions> mesh) : IValidateOptions<ConsulOptions>
{
    // Whole hours beyond one are written wrongly by the package: 90 minutes would be sent as 2h30m.
    private static readonly TimeSpan LongestTtl = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(10);

    public ValidateOptionsResult Validate(string? name, ConsulOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(ConsulOptions options)
    {
        // Not repeated: it may hold a password.
        if (options.Address is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Query: "" })
        {
            yield return "Mesh:Consul:Address must be an http(s) address without user, password and query, such as 'http://127.0.0.1:8500'; a token goes into Mesh:Consul:Token.";
        }

        if (!DatacenterName().IsMatch(options.Datacenter))
        {
            yield return "Mesh:Consul:Datacenter must be 1 to 63 letters, digits, '-' and '_', such as 'dc1'.";
        }

        var least = ConsulOptions.LeastTtl(mesh.Value.Mode);
        if (options.Ttl is { } ttl && (ttl < least || ttl > LongestTtl))
        {
            yield return $"Mesh:Consul:Ttl must be {least:c} to {LongestTtl:c} in this mode.";
        }

        if (options.Timeout < ShortestTimeout || options.Timeout > LongestTimeout)
        {
            yield return $"Mesh:Consul:Timeout must be {ShortestTimeout:c} to {LongestTimeout:c}.";
        }

        if (options.MaxServices is < 1 or > 10_000)
        {
            yield return "Mesh:Consul:MaxServices must be 1 to 10,000.";
        }

        if (options.MaxExports is < 1 or > 100_000)
        {
            yield return "Mesh:Consul:MaxExports must be 1 to 100,000.";
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,63}\\z")]
    private static partial Regex DatacenterName();
}
