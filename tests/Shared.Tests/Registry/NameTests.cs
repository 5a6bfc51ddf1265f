using CsCheck;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Registry;

public sealed class NameTests
{
    private static readonly Gen<string> Texts = Gen.String[Gen.Char["aZ0-_.~: /%\n\0é"], 0, 8];

    [Theory]
    [InlineData("orders", true)]
    [InlineData("Orders-v2.eu_1", true)]
    [InlineData("7", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a.", false)]
    [InlineData("a b", false)]
    [InlineData("a\n", false)]
    [InlineData("servicediscovery", false)]
    [InlineData("STATUS", false)]
    [InlineData("Gateways", false)]
    [InlineData("observations", false)]
    public void ServiceName_Rule(string text, bool isName) => Assert.Equal(isName, ServiceName.TryParse(text, out _));

    [Theory]
    [InlineData("orders-1", true)]
    [InlineData("host:5001", true)]
    [InlineData("a~b.c_d", true)]
    [InlineData("", false)]
    [InlineData(".a", false)]
    [InlineData("a/b", false)]
    [InlineData("a%2f", false)]
    [InlineData("a\n", false)]
    public void InstanceId_Rule(string text, bool isId) => Assert.Equal(isId, InstanceId.TryParse(text, out _));

    [Fact]
    public void Names_HaveTheirLimits()
    {
        Assert.True(ServiceName.TryParse(new string('a', 63), out _));
        Assert.False(ServiceName.TryParse(new string('a', 64), out _));
        Assert.True(InstanceId.TryParse(new string('a', 128), out _));
        Assert.False(InstanceId.TryParse(new string('a', 129), out _));
    }

    [Fact]
    public void AnyServiceName_IsTheSameInAnyCase() => Texts.Sample(text =>
    {
        if (ServiceName.TryParse(text, out var name))
        {
            Assert.Equal(name, ServiceName.Parse(text.ToUpperInvariant()));
            Assert.Equal(name, ServiceName.Parse(name.Value));
        }
    });

    [Fact]
    public void AnyName_NeedsNoEscapingInAPath() => Texts.Sample(text =>
    {
        if (InstanceId.TryParse(text, out var id))
        {
            Assert.EndsWith($"/{id.Value}", new Uri($"http://host/x/{id.Value}").AbsolutePath, StringComparison.Ordinal);
        }

        if (ServiceName.TryParse(text, out var name))
        {
            Assert.Equal(name.Value, Uri.EscapeDataString(name.Value));
        }
    });
}
