using Grpc.Core;

namespace ToskaMesh.Gateway.Tests.Forwarding;

/// <summary>A gRPC service, written without a compiler for its contract: what is virtual is what the server binds.</summary>
[BindServiceMethod(typeof(EchoService), nameof(Bind))]
public class EchoService
{
    private const string Name = "test.Echo";

    public static readonly Method<string, string> UnaryMethod = Create(MethodType.Unary, Name, nameof(Unary));

    public static readonly Method<string, string> DuplexMethod = Create(MethodType.DuplexStreaming, Name, nameof(Duplex));

    public static readonly Method<string, string> FailingMethod = Create(MethodType.Unary, Name, nameof(Failing));

    private readonly string _word = "echo";

    /// <summary>The same method behind the gateway's prefix.</summary>
    public static Method<string, string> Behind(string prefix, Method<string, string> method) => Create(method.Type, prefix + method.ServiceName, method.Name);

    public static void Bind(ServiceBinderBase binder, EchoService? _)
    {
        // The server binds the methods of these names by reflection, and passes no service.
        binder.AddMethod(UnaryMethod, (UnaryServerMethod<string, string>)null!);
        binder.AddMethod(FailingMethod, (UnaryServerMethod<string, string>)null!);
        binder.AddMethod(DuplexMethod, (DuplexStreamingServerMethod<string, string>)null!);
    }

    public virtual Task<string> Unary(string request, ServerCallContext context)
    {
        context.ResponseTrailers.Add("echo-trailer", request);
        return Task.FromResult($"{_word} {request}");
    }

    public virtual Task<string> Failing(string request, ServerCallContext context) =>
        throw new RpcException(new Status(StatusCode.FailedPrecondition, $"{_word} {request}"));

    public virtual async Task Duplex(IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        while (await requests.MoveNext(context.CancellationToken))
        {
            await responses.WriteAsync($"{_word} {requests.Current}", context.CancellationToken);
        }
    }

    private static Method<string, string> Create(MethodType type, string service, string name) =>
        new(type, service, name, Marshallers.StringMarshaller, Marshallers.StringMarshaller);
}
