using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.Registry;

internal sealed class RegistryOptionsValidator : IValidateOptions<RegistryOptions>
{
    public ValidateOptionsResult Validate(string? name, RegistryOptions options) =>
        options.Grace > TimeSpan.Zero && options.SleepGap > TimeSpan.Zero
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{RegistryOptions.Section}:Grace and {RegistryOptions.Section}:SleepGap must be above zero.");
}
