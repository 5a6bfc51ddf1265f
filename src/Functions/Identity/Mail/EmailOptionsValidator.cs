using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Mail;

internal sealed class EmailOptionsValidator : IValidateOptions<EmailOptions>
{
    public ValidateOptionsResult Validate(string? name, EmailOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(EmailOptions options)
    {
        if (options.Smtp.Length > 0 && !options.TryReadServer(out _, out _))
        {
            yield return $"{EmailOptions.Section}:Smtp must be a host, or host:port; user and password have settings of their own.";
        }

        if (!EmailAddress.TryParse(options.From, out _))
        {
            yield return $"{EmailOptions.Section}:From {EmailAddress.Rule}.";
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromSeconds(20))
        {
            yield return $"{EmailOptions.Section}:Timeout must be 1 to 20 s, such as '00:00:10': a tick waits for it.";
        }
    }
}
