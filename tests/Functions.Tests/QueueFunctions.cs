using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Functions.Tests;

/// <summary>The functions behind a broker, which a test without one turns off as the embedded profile does.</summary>
internal static class QueueFunctions
{
    public static IReadOnlyList<string> OfServiceBus { get; } = With<ServiceBusTriggerAttribute>();

    public static IReadOnlyList<string> Names { get; } = [.. With<RabbitMQTriggerAttribute>(), .. OfServiceBus];

    /// <summary>Arguments of a host.</summary>
    public static IReadOnlyList<string> Off { get; } =
    [
        "--Mesh:RabbitMQ=amqp://localhost",
        "--Mesh:ServiceBus=Endpoint=sb://localhost;SharedAccessKeyName=none;SharedAccessKey=none",
        .. Names.Select(name => $"--AzureWebJobs.{name}.Disabled=true"),
    ];

    private static IReadOnlyList<string> With<TTrigger>()
        where TTrigger : Attribute =>
    [
        .. typeof(ControlPlane).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.GetCustomAttribute<TTrigger>() is not null))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name),
    ];
}
