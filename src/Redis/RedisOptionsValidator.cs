using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ToskaMesh.Redis;

/// <summary>Its sentences do not repeat the setting: it may hold a password.</summary>
internal sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options) => Fault(options) is { } fault
        ? ValidateOptionsResult.Fail($"{RedisOptions.Setting} {fault}; set it to such as 'localhost:6379'.")
        : ValidateOptionsResult.Success;

    private static string? Fault(RedisOptions options)
    {
        if (options.Configuration.Length == 0)
        {
            return options.IsRequired ? "is needed outside the embedded profile" : null;
        }

        try
        {
            var given = ConfigurationOptions.Parse(options.Configuration);
            return given.EndPoints.Count == 0 ? "names no server"
                : !options.UseIdentity ? null
                : given.Password is not null ? "has a password, and UseIdentity is on; leave one of them out"
                : given.User is null ? "names no user, which with UseIdentity is the identity's object id" : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return "is no StackExchange.Redis configuration";
        }
    }
}
