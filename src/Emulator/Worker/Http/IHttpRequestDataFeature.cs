namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>The request of an invocation, if a request started it.</summary>
public interface IHttpRequestDataFeature
{
    ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context);
}
