using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.Store;

internal sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options) =>
        options.MaxWaitingWrites is >= 1 and <= 1_000_000
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{StoreOptions.Section}:{nameof(StoreOptions.MaxWaitingWrites)} must be 1 to 1,000,000.");
}
