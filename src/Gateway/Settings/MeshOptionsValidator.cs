using Microsoft.Extensions.Options;

namespace ToskaMesh.Gateway.Settings;

internal sealed class MeshOptionsValidator : IValidateOptions<MeshOptions>
{
    public ValidateOptionsResult Validate(string? name, MeshOptions options) =>
        options.Profile.ToUpperInvariant() is "EMBEDDED" or "LOCAL" or "CLOUD"
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{MeshOptions.Section}: Profile must be embedded, local or cloud, and is '{options.Profile}'.");
}
