using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>Inputs and results as the worker's serializer has them, as in the genuine worker.</summary>
internal sealed class WorkerDataConverter(IOptions<WorkerOptions> options) : DataConverter
{
    private ObjectSerializer Serializer =>
        options.Value.Serializer ?? throw new InvalidOperationException("The worker has no serializer. Set WorkerOptions.Serializer.");

    public override string? Serialize(object? value) =>
        value is null ? null : Serializer.Serialize(value, value.GetType(), CancellationToken.None).ToString();

    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : Serializer.Deserialize(BinaryData.FromString(data).ToStream(), targetType, CancellationToken.None);
}
