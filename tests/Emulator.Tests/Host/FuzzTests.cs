using CsCheck;
using ToskaMesh.Emulator.Tests.Samples;

namespace ToskaMesh.Emulator.Tests.Host;

public class FuzzTests
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        "/", "things", "items", "values", "admin", "host", "status", "functions", "%2F", "%00", "%", "%zz", "..", "?", "&", "=", "{x}", "12",
        "0e6a1f0a-30fd-4a5c-93b1-3d3d5ba1cf8e", "ü", "limit=many", ";", "#", "\\", "body", "json", "*", ":", " ");

    private static readonly Gen<string> Header = Gen.OneOf(
        "Content-Length: 5", "Content-Length: -1", "Content-Length: 99999999999", "Transfer-Encoding: chunked", "Cookie: ;;=;a", "Cookie: a=b; \"",
        "x-functions-key: the-master-key", "x-functions-key:", "traceparent: nonsense", "Content-Type: application/json", "X: \u0001", "Expect: 100-continue",
        "Host:", "Connection: close", "Upgrade: websocket");

    // Completes a body whose length was promised, so that each request ends by itself.
    private const string Filler = "xxxxxxxxxx";

    private static readonly Gen<string> Request =
        from method in Gen.OneOf("GET", "POST", "DELETE", "PUT", "HEAD", "BREW", "get", "")
        from pieces in Piece.Array[0, 6]
        from version in Gen.OneOf("HTTP/1.1", "HTTP/1.0", "HTTP/3", "")
        from headers in Header.Array[0, 4]
        from body in Gen.OneOf("", "{\"a\":", "5\r\nhello\r\n0\r\n\r\n", "hello", "[[[[[[")
        select $"{method} /{string.Concat(pieces)} {version}\r\nHost: x\r\n{string.Concat(headers.Select(h => h + "\r\n"))}Connection: close\r\n\r\n{body}{Filler}";

    [Fact]
    public async Task Requests_OfAnyKind_NeverBringTheHostDown()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(RouteFunctions), typeof(BindingFunctions), typeof(ResultFunctions));
        await Request.SampleAsync(async request => (await RawHttp.AskAsync(host.Address, request)).Length >= 0, iter: 300, threads: 24);
        await Gen.Byte.Array[0, 200].SampleAsync(
            async bytes => (await RawHttp.BreakOffAsync(host.Address, bytes)).Length >= 0, iter: 100, threads: 24);
        Assert.Equal("default GET", await host.Client.GetStringAsync("/gdefaultroute", TestContext.Current.CancellationToken));
        Assert.Equal("Running", (await host.AdminAsync("/admin/host/status")).GetProperty("state").GetString());
    }
}
