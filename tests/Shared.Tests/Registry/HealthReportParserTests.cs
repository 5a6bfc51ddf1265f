using System.Text;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Registry;

public sealed class HealthReportParserTests
{
    [Theory]
    [InlineData("\"healthy\"", HealthStatus.Healthy)]
    [InlineData("\"UNHEALTHY\"", HealthStatus.Unhealthy)]
    [InlineData("2", HealthStatus.Unhealthy)]
    [InlineData("3", HealthStatus.Degraded)]
    public void Parse_NameOrNumberOfTheOriginal_IsTheStatus(string status, HealthStatus expected) =>
        Assert.Equal(expected, Parse($$"""{"status":{{status}},"output":"line\nline"}""").Value?.Status);

    [Theory]
    [InlineData("""{}""", "/status")]
    [InlineData("""{"status":"unknown"}""", "/status")]
    [InlineData("""{"status":0}""", "/status")]
    [InlineData("""{"status":"2"}""", "/status")]
    [InlineData("""{"status":4}""", "/status")]
    [InlineData("""{"status":1,"output":7}""", "/output")]
    [InlineData("""{"status":1,"output":"\u001b[31m"}""", "/output")]
    [InlineData("""{"status":1,"note":"x"}""", "/note")]
    public void Parse_FieldAtFault_NamesIt(string body, string pointer) =>
        Assert.Equal(pointer, Assert.Single(Parse(body).Errors).Pointer);

    private static ToskaMesh.Shared.Validation.Parsed<HealthReport> Parse(string body) =>
        HealthReportParser.Parse(Encoding.UTF8.GetBytes(body));
}
