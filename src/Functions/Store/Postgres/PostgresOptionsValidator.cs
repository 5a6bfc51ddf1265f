using Microsoft.Extensions.Options;
using Npgsql;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>Says what is wrong without repeating the connection string, which holds a password.</summary>
internal sealed class PostgresOptionsValidator : IValidateOptions<PostgresOptions>
{
    private const string Example = "such as 'Host=localhost;Database=toskamesh;Username=toskamesh;Password=...'";

    public ValidateOptionsResult Validate(string? name, PostgresOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return Fail($"is not set: profiles local and cloud keep the mesh store in PostgreSQL. Set it to a connection string, {Example}.");
        }

        try
        {
            var given = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            return string.IsNullOrEmpty(given.Host) || string.IsNullOrEmpty(given.Database) ? Fail($"names no host or no database: set both, {Example}.")
                : !options.UseIdentity ? ValidateOptionsResult.Success
                : !string.IsNullOrEmpty(given.Password) ? Fail("has a password, and UseIdentity is on: leave one of them out.")
                : string.IsNullOrEmpty(given.Username) ? Fail("names no Username: with UseIdentity it is the role of the process's identity.")
                : ValidateOptionsResult.Success;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            return Fail($"is no connection string that Npgsql reads: set it to one, {Example}.");
        }
    }

    private static ValidateOptionsResult Fail(string fault) => ValidateOptionsResult.Fail($"{PostgresOptions.Setting} {fault}");
}
