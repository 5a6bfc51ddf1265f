using ToskaMesh.Testing.Consul;

namespace ToskaMesh.Emulator.Tests.Consul;

public sealed class FakeConsulTests : ConsulContract
{
    private FakeConsul _consul = null!;

    protected override async ValueTask<Uri> StartAsync()
    {
        _consul = await FakeConsul.StartAsync(TimeProvider.System);
        return _consul.Url;
    }

    protected override ValueTask StopAsync() => _consul.DisposeAsync();
}
