using ToskaMesh.Redis;

namespace ToskaMesh.Functions.Tests.Redis;

public sealed class RedisOptionsValidatorTests
{
    [Theory]
    [InlineData("localhost:6379,password=s3cret", true, null)]
    [InlineData("a:1,b:2,ssl=true,abortConnect=false", true, null)]
    [InlineData("", false, null)]
    [InlineData("", true, "is needed outside the embedded profile")]
    [InlineData("password=s3cret", false, "names no server")]
    [InlineData("localhost:6379,password=s3cret,nonsense=1", true, "is no StackExchange.Redis configuration")]
    [InlineData("localhost:6379,ssl=s3cret", true, "is no StackExchange.Redis configuration")]
    public void Validate_Faults_AreNamedWithoutTheirSecrets(string configuration, bool isRequired, string? fault)
    {
        var result = new RedisOptionsValidator().Validate(null, new RedisOptions { Configuration = configuration, IsRequired = isRequired });

        Assert.Equal(fault is null, result.Succeeded);
        Assert.Equal(fault is null ? null : $"Mesh:Redis {fault}; set it to such as 'localhost:6379'.", result.FailureMessage);
    }
}
