using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples;

public class GateFunctions(Gate gate)
{
    [Function("WaitObediently")]
    public async Task<string> WaitObediently([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        return "passed";
    }

    [Function("WaitStubbornly")]
    public async Task<string> WaitStubbornly([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
    {
        await gate.PassAsync(CancellationToken.None);
        return "passed";
    }

    [Function("Throw")]
    public static HttpResponseData Throw([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) =>
        throw new InvalidOperationException("thrown by the function");
}
