using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Emulator.Worker.Http;

namespace ToskaMesh.Emulator.Worker.Conversion;

/// <summary>A trigger parameter of the function's own type: the request's body, or the trigger's text, as JSON.</summary>
internal sealed class BodyConverter : IInputConverter
{
    private static readonly FromBodyConverter FromBody = new();

    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
        context.Source switch
        {
            HttpRequestData => FromBody.ConvertAsync(context),
            string json when context.TargetType != typeof(string) => FromJsonAsync(json, context),
            _ => new(ConversionResult.Unhandled()),
        };

    private static async ValueTask<ConversionResult> FromJsonAsync(string json, ConverterContext context)
    {
        try
        {
            var serializer = WorkerSerializer.Of(context.FunctionContext);
            using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
            return ConversionResult.Success(
                await serializer.DeserializeAsync(stream, context.TargetType, context.FunctionContext.CancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ConversionResult.Failed(exception);
        }
    }
}
