using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.Identity.External;

internal sealed partial class ExternalOptionsValidator : IValidateOptions<ExternalOptions>
{
    public ValidateOptionsResult Validate(string? name, ExternalOptions options)
    {
        var faults = options.Providers.SelectMany(pair => Faults(pair.Key, pair.Value)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(string name, ExternalProviderOptions provider)
    {
        var section = $"{ExternalOptions.Section}:Providers:{name}";
        if (!Name().IsMatch(name))
        {
            yield return $"{section} needs a name of 1 to 64 letters, digits and hyphens.";
        }

        var isHttps = Uri.TryCreate(provider.Authority, UriKind.Absolute, out var uri) && uri is { Scheme: "https", Query: "", Fragment: "" };
        if (!isHttps && !provider.IsLoopback)
        {
            yield return $"{section}:Authority must be the provider's issuer, an https URL (http only on loopback).";
        }

        if (string.IsNullOrWhiteSpace(provider.ClientId))
        {
            yield return $"{section}:ClientId is empty: it is what the provider calls this mesh.";
        }

        if (provider is { AllowSignUp: true, TrustEmail: false })
        {
            yield return $"{section}:AllowSignUp needs TrustEmail: an account is found by its address.";
        }
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}\\z")]
    private static partial Regex Name();
}
