using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Messaging.ServiceBus;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Tests.Messaging.ServiceBus;

public class ServiceBusRegistrationTests
{
    private const string ConnectionString = "Endpoint=sb://localhost;SharedAccessKeyName=a;SharedAccessKey=b";

    [Fact]
    public void ConnectionString_OfTheSetting_MakesTheBusServiceBus()
    {
        using var app = Build($"--Mesh:ServiceBus={ConnectionString}");

        app.Services.GetRequiredService<IStartupValidator>().Validate();
        Assert.IsType<ServiceBusEventBus>(app.Services.GetRequiredService<IEventBus>());
        Assert.Equal(ConnectionString, app.Services.GetRequiredService<IOptions<ServiceBusOptions>>().Value.ConnectionString);
    }

    /// <summary>The emulator's client has no identities: it must say so instead of doing without.</summary>
    [Fact]
    public void Namespace_OfTheSetting_IsForTheAppsIdentity()
    {
        using var app = Build("--Mesh:ServiceBus:fullyQualifiedNamespace=mesh.servicebus.windows.net");

        app.Services.GetRequiredService<IStartupValidator>().Validate();
        Assert.Contains("identit", Assert.Throws<NotSupportedException>(() => app.Services.GetRequiredService<IEventBus>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_StopsTheStart()
    {
        using var app = Build();

        Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IStartupValidator>().Validate());
    }

    private static IHost Build(params string[] settings) => ControlPlane.CreateBuilder(["--Mesh:Bus=serviceBus", .. settings]).Build();
}
