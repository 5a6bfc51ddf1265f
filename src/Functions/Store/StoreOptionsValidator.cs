using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.Store;

internal sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            errors.Add("Mesh:DataDirectory is empty: set it to a folder that this process may write, such as '.toska'.");
        }

        if (options.MaxWaitingWrites is < 1 or > 1_000_000)
        {
            errors.Add("Mesh:MaxWaitingWrites must be 1 to 1,000,000.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
