using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Tests.Samples;

namespace ToskaMesh.Emulator.Tests.Host;

public class BindingTests
{
    private const string Id = "0e6a1f0a-30fd-4a5c-93b1-3d3d5ba1cf8e";
    private const string OrderJson = """{ "ID": "o-1", "count": 3, "colour": 1 }""";

    [Theory]
    [InlineData($"/values/12/{Id}/green?flag=true&text=a%20b&limit=3", $"12 {Id} Green True a b 3")]
    [InlineData($"/values/12/{Id}", $"12 {Id}    7")]
    [InlineData($"/values/12/{Id}/Red?TEXT=x&number=99", $"12 {Id} Red  x 7")]
    [InlineData("/converted?name=abc", "ABC")]
    public async Task Parameters_AreMade_FromRouteAndQueryByName(string path, string expected)
    {
        await using var host = await EmulatorHost.StartAsync(typeof(BindingFunctions));
        Assert.Equal(expected, await host.Client.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/values/twelve/" + Id)]
    [InlineData("/values/12/" + Id + "/blue")]
    [InlineData("/values/12/" + Id + "?limit=many")]
    [InlineData("/needed")]
    public async Task Parameter_ThatCannotBeMade_FailsTheInvocation(string path)
    {
        await using var host = await EmulatorHost.StartAsync(typeof(BindingFunctions));
        using var response = await host.Client.GetAsync(path, TestContext.Current.CancellationToken);
        await AssertFailedAsync(response);
    }

    [Theory]
    [InlineData("/body", OrderJson, "Order { Id = o-1, Count = 3, Colour = Green }")]
    [InlineData("/poco", OrderJson, "Order { Id = o-1, Count = 3, Colour = Green }")]
    [InlineData("/readjson", OrderJson, "Order { Id = o-1, Count = 3, Colour = Green }")]
    [InlineData("/readjson", "{ nonsense", "JsonException")]
    [InlineData("/text", "as it is", "text as it is")]
    public async Task Body_IsRead_AsTheParameterWants(string path, string body, string expected)
    {
        await using var host = await EmulatorHost.StartAsync(typeof(BindingFunctions));
        using var response = await host.Client.PostAsync(path, Json(body), TestContext.Current.CancellationToken);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/body")]
    [InlineData("/poco")]
    public async Task Body_ThatIsMalformed_FailsTheInvocation(string path)
    {
        await using var host = await EmulatorHost.StartAsync(typeof(BindingFunctions));
        using var response = await host.Client.PostAsync(path, Json("{ nonsense"), TestContext.Current.CancellationToken);
        await AssertFailedAsync(response);
    }

    [Fact]
    public async Task Context_OfAnHttpFunction_IsComplete()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(BindingFunctions));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/context/42");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Headers.Add("tracestate", "a=b");
        var seen = await AnswerAsync(host, request);
        Assert.Equal("Context", seen.GetProperty("Name").GetString());
        Assert.Equal("ToskaMesh.Emulator.Tests.Samples.BindingFunctions.Context", seen.GetProperty("EntryPoint").GetString());
        Assert.True(seen.GetProperty("IdKnown").GetBoolean());
        Assert.True(seen.GetProperty("Same").GetBoolean());
        Assert.True(seen.GetProperty("HasInvocationId").GetBoolean());
        Assert.Equal("""["request","context","cancellationToken"]""", seen.GetProperty("Parameters").GetRawText());
        Assert.Equal("""["request httpTrigger In"]""", seen.GetProperty("Inputs").GetRawText());
        Assert.Equal("""["$return http Out"]""", seen.GetProperty("Outputs").GetRawText());
        Assert.Equal("42", seen.GetProperty("Id").GetString());
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", seen.GetProperty("TraceParent").GetString(), StringComparison.Ordinal);
        Assert.Equal("a=b", seen.GetProperty("TraceState").GetString());
        Assert.Equal(0, seen.GetProperty("RetryCount").GetInt32());
    }

    [Fact]
    public async Task Request_WithRepeats_KeepsQueryValuesAndJoinsHeaders()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(BindingFunctions));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/request?tag=a&tag=b%26c") { Content = new StringContent("body") };
        request.Headers.TryAddWithoutValidation("x-many", ["one", "two"]);
        request.Headers.Add("Cookie", "a=1; b=2");
        var seen = await AnswerAsync(host, request);
        Assert.Equal(["a", "b&c"], seen.GetProperty("Tags").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal("one,two", seen.GetProperty("Header").GetString()!.Replace(", ", ",", StringComparison.Ordinal));
        Assert.Equal("""["a=1","b=2"]""", seen.GetProperty("Cookies").GetRawText());
        Assert.Equal("/request?tag=a&tag=b%26c", seen.GetProperty("Url").GetString(), ignoreCase: true);
        Assert.Equal("body", seen.GetProperty("Text").GetString());
        Assert.True(seen.GetProperty("CanSeek").GetBoolean());
        Assert.Equal(4, seen.GetProperty("Position").GetInt32());
    }

    [Fact]
    public async Task Request_WithoutAHost_HasAnAbsoluteUrl()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(BindingFunctions));
        var answer = await RawHttp.AskAsync(host.Address, "GET /request?x=1 HTTP/1.0\r\n\r\n");
        Assert.Contains("\"Url\":\"/request?x=1\"", answer.Replace("\\u0026", "&", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_ThatIsBrokenOff_IsNoFailureOfTheHost()
    {
        using var log = new CapturedLog();
        await using var host = await EmulatorHost.StartAsync(new EmulatorHostOptions
        {
            Functions = [typeof(BindingFunctions)],
            Configure = builder => builder.Logging.AddProvider(log),
        });
        await RawHttp.BreakOffAsync(host.Address, "POST /text HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nbroken"u8.ToArray());
        Assert.DoesNotContain(log.Lines, l => l.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Body_ThatIsChunked_ArrivesEmpty()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(BindingFunctions));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/request") { Content = new StringContent("lost") };
        request.Headers.TransferEncodingChunked = true;
        var seen = await AnswerAsync(host, request);
        Assert.Equal("", seen.GetProperty("Text").GetString());
    }

    [Fact]
    public async Task Body_OverTheLimit_FailsAndTheHostGoesOn()
    {
        await using var host = await EmulatorHost.StartAsync(new EmulatorHostOptions
        {
            Functions = [typeof(BindingFunctions)],
            Settings = new Dictionary<string, string?> { ["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"] = "10" },
        });
        using var within = await host.Client.PostAsync("/text", Json("0123456789"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, within.StatusCode);
        using var over = await host.Client.PostAsync("/text", Json("0123456789a"), TestContext.Current.CancellationToken);
        await AssertFailedAsync(over);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<JsonElement> AnswerAsync(EmulatorHost host, HttpRequestMessage request)
    {
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var json = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize<JsonElement>(json);
    }

    private static async Task AssertFailedAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
