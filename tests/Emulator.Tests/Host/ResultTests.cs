using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Emulator.Tests.Samples;

namespace ToskaMesh.Emulator.Tests.Host;

public class ResultTests
{
    [Theory]
    [InlineData("/nothing", HttpStatusCode.NoContent, "", null)]
    [InlineData("/nothingnow", HttpStatusCode.NoContent, "", null)]
    [InlineData("/nothingvalue", HttpStatusCode.NoContent, "", null)]
    [InlineData("/nullresponse", HttpStatusCode.NoContent, "", null)]
    [InlineData("/plaintext", HttpStatusCode.OK, "text ü", "text/plain; charset=utf-8")]
    [InlineData("/plain", HttpStatusCode.OK, """{"Id":"o-1","Count":2,"Colour":1}""", "application/json; charset=utf-8")]
    [InlineData("/json", HttpStatusCode.Created, """{"Id":"o-1","Count":2,"Colour":1}""", "application/json; charset=utf-8")]
    [InlineData("/notmodified", HttpStatusCode.NotModified, "", null)]
    [InlineData("/otherstream", HttpStatusCode.OK, "fixed", null)]
    [InlineData("/parts", HttpStatusCode.Accepted, "part", null)]
    [InlineData("/implicitparts", HttpStatusCode.Accepted, "", null)]
    [InlineData("/noparts", HttpStatusCode.NoContent, "", null)]
    public async Task Result_OfAFunction_IsTheAnswer(string path, HttpStatusCode status, string body, string? contentType)
    {
        await using var host = await EmulatorHost.StartAsync(typeof(ResultFunctions));
        using var response = await host.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Response_WithHeadersAndCookies_SendsThem()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(ResultFunctions));
        using var response = await host.Client.GetAsync("/json", TestContext.Current.CancellationToken);
        Assert.Equal(["one", "two"], response.Headers.GetValues("X-Many"));
        Assert.Equal(
            "session=s-1; max-age=60; path=/; samesite=strict; httponly", Assert.Single(response.Headers.GetValues("Set-Cookie")));
        using var notModified = await host.Client.GetAsync("/notmodified", TestContext.Current.CancellationToken);
        Assert.Equal("\"v1\"", notModified.Headers.ETag?.Tag);
    }

    [Theory]
    [InlineData("/json")]
    [InlineData("/plain")]
    public async Task Serializer_AsConfigured_WritesResults(string path)
    {
        await using var host = await EmulatorHost.StartAsync(new EmulatorHostOptions
        {
            Functions = [typeof(ResultFunctions)],
            Configure = builder => builder.Services.Configure<JsonSerializerOptions>(o => o.PropertyNamingPolicy = JsonNamingPolicy.KebabCaseUpper),
        });
        Assert.Equal(
            """{"ID":"o-1","COUNT":2,"COLOUR":1}""", await host.Client.GetStringAsync(path, TestContext.Current.CancellationToken));
    }
}
