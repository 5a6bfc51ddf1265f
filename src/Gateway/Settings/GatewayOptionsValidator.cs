using System.Net;
using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Gateway.Settings;

internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var errors = new List<string>();
        Require(options.Port is > 0 and <= 65535 && options.H2cPort is > 0 and <= 65535, "Port and H2cPort must be 1 to 65535.");
        Require(options.Port != options.H2cPort, "Port and H2cPort must differ: HTTP/1.1 and cleartext HTTP/2 cannot share one.");
        Require(
            options.MetricsPort is >= 0 and <= 65535 && options.MetricsPort != options.Port && options.MetricsPort != options.H2cPort,
            "MetricsPort must be 1 to 65535 and no other port of the gateway, or 0 for Port.");
        Require(IPAddress.TryParse(options.Bind, out _), "Bind must be an IP address; use 0.0.0.0 for all interfaces.");
        Require(IsPrefix(options.Prefix), "Prefix must be one segment such as /mesh, and none of /api, /oauth, /health, /metrics, /admin, /runtime.");
        Require(IsHttp(options.ControlPlane), "ControlPlane must be an http or https URL without a path, such as http://127.0.0.1:7071.");
        Require(InstanceId.TryParse(options.Id, out _), $"Id {InstanceId.Rule}.");
        Require(options.FirstApiKey.Length == 0 || ApiKey.TryParse(options.FirstApiKey, out _), "ApiKey must be of the form tsk_<id>_<secret> with 256 bits.");
        Require(options.IsClient == options.ClientSecret.Length > 0, "ClientId and ClientSecret belong together: set both, or neither.");
        Require(!options.IsClient || options.FirstApiKey.Length == 0, "ClientId and ApiKey both say who the gateway is: set one of them.");
        Require(options.ControlPlaneBodyLimit > 0, "ControlPlaneBodyLimit must be above 0 bytes.");
        Require(options.PollInterval > TimeSpan.Zero, "PollInterval must be above zero.");
        Require(options.Timeout > TimeSpan.Zero && options.ConnectTimeout > TimeSpan.Zero, "Timeout and ConnectTimeout must be above zero.");
        Require(options.UpstreamCaFile.Length == 0 || File.Exists(options.UpstreamCaFile), "UpstreamCaFile must name a PEM file that exists.");
        Require(options.TokenCache is >= 100 and <= 1_000_000, "TokenCache must be 100 to 1000000 tokens.");
        Require(options.MetricSeries >= 100, "MetricSeries must be at least 100.");
        Require(
            options.Ejection is { ConsecutiveFailures: > 0 } e && e.BaseTime > TimeSpan.Zero && e.MaxTime >= e.BaseTime,
            "Ejection needs ConsecutiveFailures above 0, and a BaseTime above zero and not over MaxTime.");
        Require(
            options.Drain is { } d && d.Delay >= TimeSpan.Zero && d.Timeout > TimeSpan.Zero && d.UpgradedTimeout <= d.Timeout,
            "Drain needs a Timeout above zero that is not shorter than UpgradedTimeout.");
        Require(
            options.Watch is { Limit: >= 1 and <= 1_000_000, AnswersAtOnce: >= 1 and <= 10_000 } w && w.LimitPerCaller >= 1 && w.LimitPerCaller <= w.Limit,
            "Watch needs a Limit of 1 to 1000000, a LimitPerCaller of 1 to that, and AnswersAtOnce of 1 to 10000.");
        foreach (var proxy in options.TrustedProxies)
        {
            Require(IPNetwork.TryParse(proxy, out _) || IPAddress.TryParse(proxy, out _), $"TrustedProxies: '{proxy}' is no address and no CIDR network.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Require(bool holds, string advice)
        {
            if (!holds)
            {
                errors.Add($"{GatewayOptions.Section}: {advice}");
            }
        }
    }

    private static bool IsPrefix(string prefix) =>
        prefix is ['/', _, ..]
        && prefix.AsSpan(1).IndexOfAnyExceptInRange('a', 'z') < 0
        && prefix is not ("/api" or "/oauth" or "/health" or "/metrics" or "/admin" or "/runtime");

    private static bool IsHttp(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.AbsolutePath == "/" && uri.Query.Length == 0;
}
