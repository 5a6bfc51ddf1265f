using ToskaMesh.Functions.Store.Postgres;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

public sealed class PostgresOptionsValidatorTests
{
    [Theory]
    [InlineData("Host=h;Database=d;Username=u;Password=s3cret", false, null)]
    [InlineData("Host=h;Database=d;Username=u", true, null)]
    [InlineData("Host=h;Database=d;Username=u;Password=s3cret", true, "has a password")]
    [InlineData("Host=h;Database=d", true, "names no Username")]
    [InlineData("Host=h;Password=s3cret", false, "names no host or no database")]
    [InlineData("Nonsense=s3cret", false, "is no connection string")]
    public void Validate_Faults_AreNamedWithoutTheirSecrets(string connection, bool useIdentity, string? fault)
    {
        var result = new PostgresOptionsValidator().Validate(null, new PostgresOptions { ConnectionString = connection, UseIdentity = useIdentity });

        Assert.Equal(fault is null, result.Succeeded);
        Assert.Contains(fault ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", result.FailureMessage ?? "", StringComparison.Ordinal);
    }
}
