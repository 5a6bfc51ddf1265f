using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.Configuration.Secrets;

internal sealed class SecretOptionsValidator : IValidateOptions<SecretOptions>
{
    public ValidateOptionsResult Validate(string? name, SecretOptions options)
    {
        var faults = new List<string>();
        if (options.VaultUri.Length > 0 && !(Uri.TryCreate(options.VaultUri, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps))
        {
            faults.Add($"{SecretOptions.Section}:{nameof(SecretOptions.VaultUri)} must be the https address of a Key Vault, or empty.");
        }

        if (options.KeptFor < TimeSpan.FromSeconds(1) || options.KeptFor > TimeSpan.FromHours(1))
        {
            faults.Add($"{SecretOptions.Section}:{nameof(SecretOptions.KeptFor)} must be a second to an hour.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
