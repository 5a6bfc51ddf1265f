using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Limits;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Functions.Identity;

internal sealed class RequestOrigins(ClientAddress clients) : IRequestOrigins
{
    private static readonly string Unknown = ClientNetwork.Name(null);

    public RequestOrigin OriginOf(HttpRequestData request)
    {
        var context = request.FunctionContext;
        var network = clients.NetworkOf(request);
        return new RequestOrigin(
            context.FindCaller()?.Subject, network == Unknown ? null : network, context.Features.Get<RequestCorrelation>()?.Id);
    }
}
