using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Tests.Routing;

public sealed class DocumentStorageOptionsValidatorTests
{
    [Theory]
    [InlineData("UseDevelopmentStorage=true", "", true)]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2VjcmV0PT0=;EndpointSuffix=core.windows.net", "", true)]
    [InlineData("BlobEndpoint=http://127.0.0.1:10000/a;SharedAccessSignature=sv=1&sig=c2VjcmV0;", "", true)]
    [InlineData("", "https://account.blob.core.windows.net", true)]
    [InlineData("", "", false)]
    [InlineData("UseDevelopmentStorage=true", "https://account.blob.core.windows.net", false)]
    [InlineData("c2VjcmV0", "", false)]
    [InlineData("AccountKey=c2VjcmV0PT0=", "", false)]
    [InlineData("AccountName=;AccountKey=c2VjcmV0PT0=", "", false)]
    [InlineData("", "account.blob.core.windows.net", false)]
    [InlineData("", "http://account.blob.core.windows.net", false)]
    public void Validate_NeedsOneWayToReachTheStorage(string connectionString, string serviceUri, bool sound)
    {
        var options = new DocumentStorageOptions();
        options.Read(setting => setting == DocumentStorageOptions.ConnectionStringSetting ? connectionString : serviceUri);

        var result = new DocumentStorageOptionsValidator().Validate(null, options);

        Assert.Equal(sound, result.Succeeded);
        Assert.DoesNotContain("c2VjcmV0", result.FailureMessage ?? "", StringComparison.Ordinal);
    }
}
