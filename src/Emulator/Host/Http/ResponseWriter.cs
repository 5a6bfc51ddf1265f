using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ToskaMesh.Emulator.Worker.Http;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Http;

/// <summary>Sends what an invocation left as the answer.</summary>
internal sealed class ResponseWriter(IOptions<WorkerOptions> worker)
{
    private const string Json = "application/json; charset=utf-8";

    public Task WriteAsync(HttpResponse target, InvocationBindings bindings)
    {
        var outputs = bindings.Function.Outputs;
        var part = outputs.HttpProperty is { } property ? bindings.Output(property) : null;
        return (part ?? bindings.Result) switch
        {
            null => WriteNothing(target),
            HttpResponseData response when part is not null || outputs.ReturnsHttp => WriteResponseAsync(target, response),
            HttpResponseData response => WriteJsonAsync(target, SerializedResponse.Of(response).ToJson()),
            string text => WriteTextAsync(target, text),
            var value => WriteJsonAsync(target, Serialize(value)),
        };
    }

    private static Task WriteNothing(HttpResponse target)
    {
        target.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task WriteTextAsync(HttpResponse target, string text)
    {
        target.ContentType = "text/plain; charset=utf-8";
        return target.WriteAsync(text);
    }

    private ReadOnlyMemory<byte> Serialize(object value)
    {
        var serializer = worker.Value.Serializer ?? throw new InvalidOperationException("The worker has no serializer. Set WorkerOptions.Serializer.");
        return serializer.Serialize(value, value.GetType()).ToMemory();
    }

    private static Task WriteJsonAsync(HttpResponse target, ReadOnlyMemory<byte> json)
    {
        target.ContentType = Json;
        target.ContentLength = json.Length;
        return target.Body.WriteAsync(json).AsTask();
    }

    private static Task WriteResponseAsync(HttpResponse target, HttpResponseData response)
    {
        target.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated)
        {
            target.Headers[name] = values.Count == 1 ? values.ToString() : new StringValues([.. values]);
        }

        foreach (var cookie in response is InvocationHttpResponse own ? own.AppendedCookies : [])
        {
            SetCookie.Append(target, cookie);
        }

        return WriteBodyAsync(target, response.Body);
    }

    private static async Task WriteBodyAsync(HttpResponse target, Stream body)
    {
        if (target.StatusCode is < 200 or StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        if (body is MemoryStream memory && memory.TryGetBuffer(out var bytes))
        {
            target.ContentLength = bytes.Count;
            await target.BodyWriter.WriteAsync(bytes);
            return;
        }

        if (body.CanSeek)
        {
            body.Position = 0;
            target.ContentLength = body.Length;
        }

        await body.CopyToAsync(target.Body);
    }
}
