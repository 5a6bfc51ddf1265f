using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Messaging.RabbitMq;

namespace ToskaMesh.Functions.Tests.Messaging.RabbitMq;

public class RabbitMqIdleTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("false", true)]
    [InlineData("true", false)]
    public void Idle_IsTheExportUnlessItIsSwitchedOn(string? export, bool isIdle)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Mesh:Profile", "local"), new("Mesh:RabbitMQ", "amqp://localhost"), new("Mesh:Consul:Export", export)])
            .Build();
        using var services = new ServiceCollection().AddEventBus(configuration).BuildServiceProvider();

        Assert.Equal(isIdle ? [EventConsumers.ConsulExport] : [], services.GetRequiredService<IOptions<RabbitMqOptions>>().Value.Idle);
    }
}
