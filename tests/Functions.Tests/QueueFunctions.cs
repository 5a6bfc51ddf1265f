using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Functions.Tests;

/// <summary>The functions behind a broker, which a test without one turns off as the embedded profile does.</summary>
internal static class QueueFunctions
{
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ControlPlane).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.GetCustomAttribute<RabbitMQTriggerAttribute>() is not null))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name),
    ];

    /// <summary>Arguments of a host.</summary>
    public static IReadOnlyList<string> Off { get; } =
        ["--Mesh:RabbitMQ=amqp://localhost", .. Names.Select(name => $"--AzureWebJobs.{name}.Disabled=true")];
}
