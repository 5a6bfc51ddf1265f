using System.Net;
using ToskaMesh.Emulator.Host;
using ToskaMesh.Emulator.Tests.Samples;

namespace ToskaMesh.Emulator.Tests.Host;

public class LaunchTests
{
    [Theory]
    [InlineData("", "127.0.0.1", 7071)]
    [InlineData("--port 7072", "127.0.0.1", 7072)]
    [InlineData("migrate --port=0 --address=0.0.0.0 --other x", "0.0.0.0", 0)]
    public void Arguments_ThatAreTheHosts_AreRead(string line, string address, int port) =>
        Assert.Equal(new LaunchArguments(IPAddress.Parse(address), port), LaunchArguments.Parse(line.Split(' ')));

    [Theory]
    [InlineData("--port")]
    [InlineData("--port x")]
    [InlineData("--port 65536")]
    [InlineData("--port -1")]
    [InlineData("--address here")]
    public void Arguments_ThatMakeNoSense_AreRefused(string line) =>
        Assert.Throws<ArgumentException>(() => LaunchArguments.Parse(line.Split(' ')));

    [Fact]
    public async Task Start_OnAPortInUse_SaysWhatToDo()
    {
        await using var first = await EmulatorHost.StartAsync(typeof(KeyFunctions));
        var options = new EmulatorHostOptions { Functions = [typeof(KeyFunctions)], Port = first.Address.Port };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => EmulatorHost.StartAsync(options));
        Assert.Contains("--port", error.Message, StringComparison.Ordinal);
    }
}
