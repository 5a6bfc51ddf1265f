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
            return ConfigurationOptions.Parse(options.Configuration).EndPoints.Count > 0 ? null : "names no server";
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return "is no StackExchange.Redis configuration";
        }
    }
}
