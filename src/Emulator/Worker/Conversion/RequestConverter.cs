using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Worker.Conversion;

/// <summary>Hands the request of the invocation to a parameter that wants one.</summary>
internal sealed class RequestConverter : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.TargetType != typeof(HttpRequestData))
        {
            return ConversionResult.Unhandled();
        }

        var request = await context.FunctionContext.GetHttpRequestDataAsync();
        return request is null ? ConversionResult.Unhandled() : ConversionResult.Success(request);
    }
}
