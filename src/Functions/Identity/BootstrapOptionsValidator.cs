using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity;

/// <summary>The Admin key is not judged here: an app without one starts, and says so in each 503 and in <c>/health/ready</c>.</summary>
internal sealed class BootstrapOptionsValidator : IValidateOptions<BootstrapOptions>
{
    private const int ShortestSecret = 32;

    public ValidateOptionsResult Validate(string? name, BootstrapOptions options)
    {
        var faults = options.ApiKeys
            .Select((key, index) => key.Fault() is { } fault ? $"Mesh:ApiKeys:{index} {fault}." : null)
            .Concat(Doubles(options))
            .Append(options.Gateway.Fault())
            .Append(options.Bootstrap.Secret is { Length: > 0 and < ShortestSecret } ? $"Mesh:Bootstrap:Secret needs {ShortestSecret} random characters at least." : null)
            .OfType<string>()
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // The later one would take the place of the other in the store, role and all.
    private static IEnumerable<string> Doubles(BootstrapOptions options)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, setting) in Ids(options))
        {
            if (!taken.TryAdd(id, setting))
            {
                yield return $"{setting} has the id '{id}' of {taken[id]}: each key needs its own.";
            }
        }
    }

    private static IEnumerable<(string Id, string Setting)> Ids(BootstrapOptions options)
    {
        if (ApiKey.TryParse(options.Bootstrap.ApiKey, out var admin))
        {
            yield return (admin.Id, "Mesh:Bootstrap:ApiKey");
        }

        for (var i = 0; i < options.ApiKeys.Count; i++)
        {
            if (options.ApiKeys[i].TryIdentify(out var id, out _))
            {
                yield return (id, $"Mesh:ApiKeys:{i}");
            }
        }

        foreach (var key in options.Gateway.All())
        {
            yield return (key.Id, "Mesh:Gateway:ApiKey");
        }
    }
}
