using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.Identity.Accounts;

internal sealed class AccountOptionsValidator : IValidateOptions<AccountOptions>
{
    private const int MostConcurrent = 64;

    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(AccountOptions options)
    {
        if (options.BCryptCost is < AccountOptions.MinBCryptCost or > AccountOptions.MaxBCryptCost)
        {
            yield return $"{AccountOptions.Section}:BCryptCost must be {AccountOptions.MinBCryptCost} to {AccountOptions.MaxBCryptCost}.";
        }

        if (options.Registration is { } registration && !Enum.IsDefined(registration))
        {
            yield return $"{AccountOptions.Section}:Registration must be 'open' or 'closed'.";
        }

        if (options.ConcurrentHashes is < 0 or > MostConcurrent)
        {
            yield return $"{AccountOptions.Section}:ConcurrentHashes must be 0 (half of the processors) to {MostConcurrent}.";
        }

        if (options.SessionIdle < TimeSpan.FromHours(1) || options.SessionIdle > TimeSpan.FromDays(90))
        {
            yield return $"{AccountOptions.Section}:SessionIdle must be an hour to 90 days, such as '14.00:00:00'.";
        }

        if (options.SessionAbsolute < options.SessionIdle || options.SessionAbsolute > TimeSpan.FromDays(365))
        {
            yield return $"{AccountOptions.Section}:SessionAbsolute must be SessionIdle to 365 days, such as '90.00:00:00'.";
        }
    }
}
