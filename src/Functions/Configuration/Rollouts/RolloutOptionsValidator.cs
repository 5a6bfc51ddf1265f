using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.Configuration.Rollouts;

internal sealed class RolloutOptionsValidator : IValidateOptions<RolloutOptions>
{
    public ValidateOptionsResult Validate(string? name, RolloutOptions options) =>
        options.GateInterval >= TimeSpan.FromSeconds(1) && options.GateInterval <= TimeSpan.FromHours(1)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{RolloutOptions.Section}:{nameof(RolloutOptions.GateInterval)} must be 00:00:01 to 01:00:00, not {options.GateInterval:c}.");
}
