using System.Text;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Tests.Routing;

public sealed class RoutedCheckTests
{
    private const string Plain =
        "\"tls\":false,\"path\":\"/\",\"interval\":\"00:00:10\",\"timeout\":\"00:00:02\",\"healthyThreshold\":2,\"unhealthyThreshold\":3";

    [Theory]
    [InlineData("")]
    [InlineData(",\"protocol\":\"tcp\",\"port\":1")]
    [InlineData(",\"method\":\"HEAD\",\"expectedStatus\":\"401\",\"headers\":{\"X-A\":\"b\"},\"bodyMatch\":\"ok\"")]
    [InlineData(",\"somethingOfANewerBuild\":{}")]
    public void Check_ThatHoldsTheRules_IsRead(string more) => Assert.True(Read(Plain + more).Accepted);

    [Theory]
    [InlineData("\"timeout\":\"00:00:02\"", "\"timeout\":\"00:00:10\"", "/timeout")]
    [InlineData("\"healthyThreshold\":2", "\"healthyThreshold\":0", "")]
    [InlineData("\"path\":\"/\"", "\"path\":\"//elsewhere\"", "/path")]
    [InlineData("\"path\":\"/\"", "\"path\":null", "/path")]
    [InlineData("\"tls\":false", "\"port\":0", "/port")]
    [InlineData("\"tls\":false", "\"bodyMatch\":\"\"", "/bodyMatch")]
    public void Check_ThatBreaksARule_IsRejectedWithItsPlace(string text, string broken, string place)
    {
        var reading = Read(Plain.Replace(text, broken, StringComparison.Ordinal));

        Assert.Equal(RouteTableRejection.Invalid, reading.Rejection);
        Assert.StartsWith($"/services/0/instances/0/check{place}:", Assert.Single(reading.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",\"headers\":{\"TE\":\"x\"}")]
    [InlineData(",\"headers\":{\"X-A\":\"\\r\\n\"}")]
    [InlineData(",\"headers\":{\"X-A\":1}")]
    [InlineData(",\"headers\":{\"\\ud800\":\"x\"}")]
    [InlineData(",\"headers\":{}")]
    [InlineData(",\"headers\":[]")]
    [InlineData(",\"expectedStatus\":\"2xx\"")]
    [InlineData(",\"expectedStatus\":200")]
    [InlineData(",\"protocol\":\"icmp\"")]
    [InlineData(",\"method\":\"DELETE\"")]
    public void Check_WithAValueThatCannotBe_IsMalformed(string more) => Assert.Equal(RouteTableRejection.Malformed, Read(Plain + more).Rejection);

    private static RouteTableReading Read(string check) => RouteTableJson.Read(Encoding.UTF8.GetBytes(
        "{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[{\"name\":\"orders\",\"access\":\"anonymous\",\"loadBalancing\":\"roundRobin\",\"protected\":false,\"instances\":["
        + "{\"id\":\"o1\",\"address\":\"10.0.0.1\",\"port\":80,\"scheme\":\"http\",\"weight\":1,\"tags\":[],\"status\":\"Healthy\",\"routed\":true,\"check\":{" + check + "}}]}]}"));
}
