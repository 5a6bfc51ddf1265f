using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace ToskaMesh.Emulator.Worker.Http;

/// <summary>Reads a parameter from the request's body. What cannot be read fails the invocation.</summary>
internal sealed class FromBodyConverter : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        var request = await context.FunctionContext.GetHttpRequestDataAsync();
        if (request is null)
        {
            return ConversionResult.Unhandled();
        }

        if (context.TargetType == typeof(string))
        {
            using var reader = new StreamReader(request.Body, leaveOpen: true);
            return ConversionResult.Success(await reader.ReadToEndAsync(context.FunctionContext.CancellationToken));
        }

        return await ReadAsync(request.Body, context);
    }

    private static async Task<ConversionResult> ReadAsync(Stream body, ConverterContext context)
    {
        try
        {
            var serializer = WorkerSerializer.Of(context.FunctionContext);
            var cancellationToken = context.FunctionContext.CancellationToken;
            return ConversionResult.Success(await serializer.DeserializeAsync(body, context.TargetType, cancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ConversionResult.Failed(exception);
        }
    }
}
