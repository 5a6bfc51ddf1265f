using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.Identity;

/// <summary>The Admin key is not judged here: an app without one starts, and says so in each 503 and in <c>/health/ready</c>.</summary>
internal sealed class BootstrapOptionsValidator : IValidateOptions<BootstrapOptions>
{
    private const int ShortestSecret = 32;

    public ValidateOptionsResult Validate(string? name, BootstrapOptions options)
    {
        var faults = options.ApiKeys
            .Select((key, index) => key.Fault() is { } fault ? $"Mesh:ApiKeys:{index} {fault}." : null)
            .Append(options.Gateway.Fault())
            .Append(options.Bootstrap.Secret is { Length: > 0 and < ShortestSecret } ? $"Mesh:Bootstrap:Secret needs {ShortestSecret} random characters at least." : null)
            .OfType<string>()
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
