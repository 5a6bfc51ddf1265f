using ToskaMesh.Emulator.Tests.Samples;

namespace ToskaMesh.Emulator.Tests.Host;

public class HttpResultTests
{
    [Fact]
    public async Task Function_WithRouteValue_AnswersWithIt()
    {
        await using var host = await EmulatorHost.StartAsync(typeof(HelloFunctions));
        Assert.Equal("Hello mesh", await host.Client.GetStringAsync("/hello/mesh", TestContext.Current.CancellationToken));
        Assert.Equal("Hello nobody", await host.Client.GetStringAsync("/HELLO/", TestContext.Current.CancellationToken));
        Assert.Equal("GET", await host.Client.GetStringAsync("/hellotext", TestContext.Current.CancellationToken));
    }
}
