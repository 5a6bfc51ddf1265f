using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Gateway.Settings;

internal sealed class MeshOptionsValidator : IValidateOptions<MeshOptions>
{
    public ValidateOptionsResult Validate(string? name, MeshOptions options)
    {
        var errors = new List<string>();
        if (options.Profile.ToUpperInvariant() is not ("EMBEDDED" or "LOCAL" or "CLOUD"))
        {
            errors.Add($"{MeshOptions.Section}: Profile must be embedded, local or cloud, and is '{options.Profile}'.");
        }

        if (!AddressNetworks.TryParse(options.AllowedNetworks, out _))
        {
            errors.Add($"{MeshOptions.Section}: AllowedNetworks {AddressNetworks.Rule}, and is '{options.AllowedNetworks}'.");
        }

        if (options.Mode.ToUpperInvariant() is not ("ACTIVE" or "RESTING"))
        {
            errors.Add($"{MeshOptions.Section}: Mode must be active or resting, and is '{options.Mode}'.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
