using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ToskaMesh.Emulator.Worker.Http;

/// <summary>The serializer that the worker is configured with.</summary>
internal static class WorkerSerializer
{
    public static ObjectSerializer Of(FunctionContext context) =>
        context.InstanceServices.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer
        ?? throw new InvalidOperationException("The worker has no serializer. Set WorkerOptions.Serializer.");

    /// <summary>A failure arrives as an <see cref="AggregateException"/>, as in the genuine worker.</summary>
    public static async ValueTask<T?> ReadAsync<T>(ObjectSerializer serializer, Stream body, CancellationToken cancellationToken)
    {
        try
        {
            var value = await serializer.DeserializeAsync(body, typeof(T), cancellationToken);
            return value is null ? default : (T)value;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new AggregateException(exception);
        }
    }
}
