using System.Net;
using System.Text;
using ToskaMesh.Emulator.Tests.Host;
using ToskaMesh.Emulator.Tests.Samples;
using ToskaMesh.Emulator.Tests.Samples.RabbitMQ;

namespace ToskaMesh.Emulator.Tests.RabbitMQ;

public class RabbitMqOutputTests
{
    [Theory]
    [InlineData("/sendtext", HttpStatusCode.OK, "text ü")]
    [InlineData("/sendorder", HttpStatusCode.OK, """{"Id":"o-1","Count":2,"Colour":1}""")]
    [InlineData("/sendtexts", HttpStatusCode.OK, "one", "two")]
    [InlineData("/sendpart", HttpStatusCode.Accepted, "part")]
    [InlineData("/sendnothing", HttpStatusCode.NoContent)]
    public async Task Result_IsInTheQueue_WhenTheCallerHasTheAnswer(string path, HttpStatusCode status, params string[] messages)
    {
        await using var broker = await Broker.ConnectAsync();
        await broker.DeclareAsync();
        await using var host = await broker.StartHostAsync(new Handled(), [typeof(OutputFunctions)]);
        Assert.Equal(status, await AskAsync(host, path));
        Assert.Equal((uint)messages.Length, await broker.CountAsync());
        foreach (var message in messages)
        {
            Assert.Equal(message, Encoding.UTF8.GetString((await broker.TakeAsync()).Body.Span));
        }
    }

    [Fact]
    public async Task Bytes_AreSent_AsTheyAre()
    {
        await using var broker = await Broker.ConnectAsync();
        await broker.DeclareAsync();
        await using var host = await broker.StartHostAsync(new Handled(), [typeof(OutputFunctions)]);
        await AskAsync(host, "/sendbytes");
        Assert.Equal([0, 0xFF], (await broker.TakeAsync()).Body.ToArray());
    }

    [Fact]
    public async Task Queue_ThatIsMissing_FailsTheInvocationAndNoLaterOne()
    {
        await using var broker = await Broker.ConnectAsync();
        await using var host = await broker.StartHostAsync(new Handled(), [typeof(OutputFunctions)]);
        Assert.Equal(HttpStatusCode.InternalServerError, await AskAsync(host, "/sendnowhere"));
        Assert.Equal(HttpStatusCode.InternalServerError, await AskAsync(host, "/sendtext"));
        await broker.DeclareAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "/sendtext"));
    }

    private static async Task<HttpStatusCode> AskAsync(EmulatorHost host, string path)
    {
        using var response = await host.Client.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
