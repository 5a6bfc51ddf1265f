using ToskaMesh.Functions.Identity.Tokens;

namespace ToskaMesh.Functions.Tests.Identity.Tokens;

public sealed class TokenOptionsValidatorTests
{
    [Theory]
    [InlineData("https://mesh.example", true)]
    [InlineData("https://mesh.example:8443/base", true)]
    [InlineData("http://localhost:7071", true)]
    [InlineData("http://127.0.0.1:7071", true)]
    [InlineData("http://[::1]:7071", true)]
    [InlineData("http://mesh.example", false)]
    [InlineData("https://mesh.example/", false)]
    [InlineData("https://mesh.example?x=1", false)]
    [InlineData("https://mesh.example#x", false)]
    [InlineData("https://ann@mesh.example", false)]
    [InlineData("mesh.example", false)]
    [InlineData("ftp://localhost", false)]
    [InlineData("", false)]
    public void Issuer_IsAnHttpsUrlOrLoopback(string issuer, bool isValid) =>
        Assert.Equal(isValid, new TokenOptionsValidator().Validate(null, new TokenOptions { Issuer = issuer }).Succeeded);

    [Theory]
    [InlineData("1.00:00:00", "30.00:00:00", true)]
    [InlineData("1.00:00:00", "1.00:00:01", true)]
    [InlineData("23:59:59", "30.00:00:00", false)]
    [InlineData("1.00:00:00", "1.00:00:00", false)]
    [InlineData("1.00:00:00", "366.00:00:01", false)]
    public void Rotation_IsSlowerThanKeySetsAreKept(string announcement, string rotation, bool isValid)
    {
        var options = new TokenOptions
        {
            Issuer = TokenOptions.LocalIssuer,
            KeyAnnouncement = TimeSpan.Parse(announcement, System.Globalization.CultureInfo.InvariantCulture),
            KeyRotation = TimeSpan.Parse(rotation, System.Globalization.CultureInfo.InvariantCulture),
        };

        Assert.Equal(isValid, new TokenOptionsValidator().Validate(null, options).Succeeded);
    }
}
