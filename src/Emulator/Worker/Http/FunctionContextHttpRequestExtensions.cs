using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Emulator.Worker.Invocation;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The request and the response of an invocation.</summary>
public static class FunctionContextHttpRequestExtensions
{
    /// <summary>Null where no HTTP request started the function.</summary>
    public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var feature = context.Features.Get<IHttpRequestDataFeature>();
        return feature is null ? default : feature.GetHttpRequestDataAsync(context);
    }

    /// <summary>The response that the function made, or that middleware set; null before.</summary>
    public static HttpResponseData? GetHttpResponseData(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var bindings = InvocationBindings.Of(context);
        return bindings.Result as HttpResponseData
            ?? bindings.Outputs.Values.OfType<HttpResponseData>().FirstOrDefault();
    }
}
