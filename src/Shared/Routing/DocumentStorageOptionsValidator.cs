using Microsoft.Extensions.Options;

namespace ToskaMesh.Shared.Routing;

/// <summary>Says what is wrong without repeating it: it may hold a key.</summary>
public sealed class DocumentStorageOptionsValidator : IValidateOptions<DocumentStorageOptions>
{
    private const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private static readonly string[] Accounts = ["UseDevelopmentStorage", "BlobEndpoint", "AccountName"];

    public ValidateOptionsResult Validate(string? name, DocumentStorageOptions options)
    {
        if ((options.ConnectionString.Length > 0) == (options.ServiceUri.Length > 0))
        {
            return ValidateOptionsResult.Fail(
                "Set either Mesh:Documents to the connection string of a storage account, or Mesh:Documents:serviceUri to the address "
                + "of its blob service: outside the embedded profile the route table and the credentials lie there.");
        }

        if (options.ConnectionString.Length > 0)
        {
            return IsConnectionString(options.ConnectionString)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Mesh:Documents must be the connection string of a storage account, or 'UseDevelopmentStorage=true' for Azurite.");
        }

        return IsService(options.ServiceUri)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Mesh:Documents:serviceUri must be an https address, such as 'https://account.blob.core.windows.net'.");
    }

    private static bool IsConnectionString(string text)
    {
        var parts = text.Split(';', Trimmed).Select(part => part.Split('=', 2)).ToList();
        return parts.All(part => part is [_, { Length: > 0 }]) && parts.Any(part => Accounts.Contains(part[0], StringComparer.OrdinalIgnoreCase));
    }

    // A token is sent there: never in clear text.
    private static bool IsService(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
}
