using System.Net;
using CsCheck;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Registry;

public sealed class ServiceAddressTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("Orders.Example.COM", "orders.example.com")]
    [InlineData("2001:DB8:0:0:0:0:0:1", "2001:db8::1")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("::FFFF:a00:1", "10.0.0.1")]
    [InlineData("localhost", "localhost")]
    [InlineData("my_host", "my_host")]
    [InlineData("1password.com", "1password.com")]
    public void Parse_Address_HasOneForm(string text, string form) => Assert.Equal(form, ServiceAddress.Parse(text).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" 10.0.0.1")]
    [InlineData("10.0.0.1\n")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0x7f000001")]
    [InlineData("0177.0.0.1")]
    [InlineData("10.0.0.01")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.1.")]
    [InlineData("[::1]")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::1:80:zz")]
    [InlineData("http://orders")]
    [InlineData("orders:80")]
    [InlineData("orders/..")]
    [InlineData("user@orders")]
    [InlineData("-orders")]
    [InlineData("or..ders")]
    [InlineData("bücher.example")]
    [InlineData("example.0x7f")]
    public void TryParse_OddSpelling_IsRefused(string? text) => Assert.False(ServiceAddress.TryParse(text, out _));

    [Fact]
    public void TryParse_LongNames_HaveTheirLimits()
    {
        Assert.True(ServiceAddress.TryParse(new string('a', 63), out _));
        Assert.False(ServiceAddress.TryParse(new string('a', 64), out _));
        Assert.False(ServiceAddress.TryParse(string.Join('.', Enumerable.Repeat("abc", 64)), out _));
    }

    [Fact]
    public void Host_OfIPv6_StandsInBrackets() => Assert.Equal("[2001:db8::1]", ServiceAddress.Parse("2001:db8::1").Host);

    [Fact]
    public void AnyIp_InAnySpelling_IsTheSame() => Gen.Byte.Array[16].Sample(bytes =>
    {
        var ip = new IPAddress(bytes);
        var spelled = string.Join(':', Enumerable.Range(0, 8).Select(i => $"{bytes[2 * i]:X2}{bytes[2 * i + 1]:x2}"));
        Assert.Equal(ServiceAddress.Parse(ip.ToString()), ServiceAddress.Parse(spelled));
    });

    [Fact]
    public void AnyText_Parsed_ParsesToItself() => Gen.String[Gen.Char["aZ09.-_:%[]x \n"], 0, 20].Sample(text =>
    {
        if (ServiceAddress.TryParse(text, out var address))
        {
            Assert.Equal(address, ServiceAddress.Parse(address.Value));
            Assert.True(Uri.TryCreate($"http://{address.Host}:80/", UriKind.Absolute, out _), address.Host);
        }
    });
}
