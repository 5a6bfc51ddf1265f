using System.Text.Json;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ToskaMesh.Emulator.Host.Durable;
using ToskaMesh.Emulator.Worker.Conversion;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Worker.Builder;

/// <summary>The services of the worker, with the genuine one's defaults.</summary>
internal static class WorkerServices
{
    public static void AddWorker(this IServiceCollection services, WorkerPipeline pipeline)
    {
        services.AddSingleton(pipeline);
        services.AddSingleton<ParameterConverters>();
        services.AddSingleton<IFunctionActivator, ScopedActivator>();
        services.Configure<JsonSerializerOptions>(static (o) => o.PropertyNameCaseInsensitive = true);
        services.AddOptions<WorkerOptions>()
            .Configure(static (o) => AddConverters(o.InputConverters))
            .PostConfigure<IOptions<JsonSerializerOptions>>(
                static (o, json) => o.Serializer ??= new JsonObjectSerializer(json.Value));
    }

    private static void AddConverters(InputConverterCollection converters)
    {
        converters.Register<DurableInputConverter>();
        converters.Register<RequestConverter>();
        converters.Register<AssignableConverter>();
        converters.Register<TextConverter>();
        converters.Register<BodyConverter>();
    }
}
