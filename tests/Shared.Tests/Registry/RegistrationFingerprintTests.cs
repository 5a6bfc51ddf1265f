using System.Text;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Registry;

public sealed class RegistrationFingerprintTests
{
    private const string Start = """{"serviceName":"orders","serviceId":"o1","address":"10.0.0.1","port":80""";

    private static readonly string Plain = Of(Start + "}");

    [Theory]
    [InlineData("""{ "port": 80, "address": "10.0.0.1", "serviceId": "o1", "serviceName": "Orders" }""")]
    [InlineData(Start + ""","scheme":"http","tags":[],"metadata":{},"weight":1,"leaseSeconds":30,"routing":{},"healthCheck":null}""")]
    public void Fingerprint_SameMeaning_IsTheSame(string body) => Assert.Equal(Plain, Of(body));

    [Fact]
    public void Fingerprint_OrderOfTagsAndKeys_MakesNoDifference() =>
        Assert.Equal(
            Of(Start + ""","tags":["a","b"],"metadata":{"x":"1","y":"2"}}"""),
            Of(Start + ""","metadata":{"y":"2","x":"1"},"tags":["b","a"]}"""));

    [Theory]
    [InlineData(""","scheme":"https"}""")]
    [InlineData(""","tags":["a"]}""")]
    [InlineData(""","metadata":{"a":""}}""")]
    [InlineData(""","weight":2}""")]
    [InlineData(""","zone":"a"}""")]
    [InlineData(""","version":"a"}""")]
    [InlineData(""","leaseSeconds":31}""")]
    [InlineData(""","healthCheck":{"type":"ttl"}}""")]
    [InlineData(""","healthCheck":{"endpoint":"/"}}""")]
    [InlineData(""","healthCheck":{"endpoint":"/","healthyThreshold":1}}""")]
    [InlineData(""","routing":{"access":"authenticated"}}""")]
    [InlineData(""","routing":{"timeout":"00:00:01"}}""")]
    [InlineData(""","routing":{"rateLimit":{"permits":0}}}""")]
    [InlineData(""","routing":{"rateLimit":{"permits":1}}}""")]
    [InlineData(""","routing":{"requiredRoles":[]}}""")]
    [InlineData(""","routing":{"requiredRoles":["user"]}}""")]
    [InlineData(""","routing":{"requiredScopes":["user"]}}""")]
    [InlineData(""","routing":{"passAuthorization":false}}""")]
    public void Fingerprint_AnotherMeaning_Differs(string rest) => Assert.NotEqual(Plain, Of(Start + rest));

    [Fact]
    public void Fingerprint_CheckOfAnOlderBuild_IsWhatItWas() =>
        Assert.Equal(
            "56ed2b5dd3f1abc38eef556af1aa21814c9ed868beffc6b82aa0949af4e59a6d",
            Of(Start + ""","healthCheck":{"type":"http","endpoint":"/health"}}"""));

    [Theory]
    [InlineData(""","port":81""")]
    [InlineData(",\"method\":\"HEAD\"")]
    [InlineData(""","headers":{"X-A":"b"}""")]
    [InlineData(",\"expectedStatus\":\"200\"")]
    [InlineData(",\"bodyMatch\":\"ok\"")]
    [InlineData(""","tlsSkipVerify":true""")]
    public void Fingerprint_AnotherProbe_Differs(string probe) => Assert.NotEqual(OfHttps(""), OfHttps(probe));

    [Theory]
    [InlineData(""","port":80""")]
    [InlineData(",\"method\":\"get\"")]
    [InlineData(""","headers":{}""")]
    [InlineData(",\"expectedStatus\":\"250-299,200-249\"")]
    [InlineData(""","tlsSkipVerify":false""")]
    public void Fingerprint_SpelledOutDefaultsOfAProbe_AreTheSame(string probe) => Assert.Equal(OfHttps(""), OfHttps(probe));

    [Fact]
    public void Fingerprint_CaseAndOrderOfHeaders_MakeNoDifference() =>
        Assert.Equal(OfHttps(""","headers":{"X-A":"1","X-B":"2"}"""), OfHttps(""","headers":{"x-b":"2","x-a":"1"}"""));

    [Fact]
    public void Fingerprint_ServiceOfAGrpcCheck_IsPartOfIt()
    {
        Assert.NotEqual(OfGrpc(""), OfGrpc(",\"service\":\"orders\""));
        Assert.Equal(OfGrpc(""), OfGrpc(",\"service\":\"\""));
    }

    private static string OfHttps(string probe) => Of(Start + ",\"healthCheck\":{\"type\":\"https\",\"endpoint\":\"/\"" + probe + "}}");

    private static string OfGrpc(string probe) => Of(Start + ",\"healthCheck\":{\"type\":\"grpc\"" + probe + "}}");

    [Fact]
    public void Fingerprint_ZoneAndVersion_AreNotInterchangeable() =>
        Assert.NotEqual(Of(Start + ""","zone":"a"}"""), Of(Start + ""","version":"a"}"""));

    private static string Of(string body)
    {
        var parser = new RegistrationParser(new RegistrationTerms { Addresses = new AddressRules(AllowLoopback: false) });
        var parsed = parser.Parse(Encoding.UTF8.GetBytes(body));
        Assert.True(parsed.Succeeded, string.Join('\n', parsed.Errors));
        return parsed.Value.Fingerprint;
    }
}
