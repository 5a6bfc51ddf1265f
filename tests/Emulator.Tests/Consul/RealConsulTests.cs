namespace ToskaMesh.Emulator.Tests.Consul;

/// <summary>Against the agent whose address is in <c>TOSKA_TEST_CONSUL</c>: what keeps the fake honest where there is one.</summary>
public sealed class RealConsulTests : ConsulContract
{
    protected override ValueTask<Uri> StartAsync()
    {
        var address = Environment.GetEnvironmentVariable("TOSKA_TEST_CONSUL");
        Assert.SkipWhen(string.IsNullOrEmpty(address), "TOSKA_TEST_CONSUL names no Consul agent, such as http://127.0.0.1:8500");
        return ValueTask.FromResult(new Uri(address!));
    }
}
