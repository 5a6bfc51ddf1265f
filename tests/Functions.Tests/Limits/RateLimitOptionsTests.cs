using ToskaMesh.Functions.Limits;

namespace ToskaMesh.Functions.Tests.Limits;

public sealed class RateLimitOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreSound() => Assert.True(new RateLimitOptionsValidator().Validate(null, new RateLimitOptions()).Succeeded);

    [Fact]
    public void Validate_EveryFault_IsNamed()
    {
        var result = new RateLimitOptionsValidator().Validate(
            null, new RateLimitOptions { Writes = -1, Window = TimeSpan.Zero, TrustedProxies = "10.0.0.1, proxy, 10.0.0.0/8" });

        Assert.Equal(3, result.Failures!.Count());
        Assert.Contains("'proxy'", result.FailureMessage, StringComparison.Ordinal);
    }
}
