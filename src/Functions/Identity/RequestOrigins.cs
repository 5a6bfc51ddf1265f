using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Limits;
using ToskaMesh.Shared.Identity.Audit;

namespace ToskaMesh.Functions.Identity;

internal sealed class RequestOrigins(ClientAddress clients) : IRequestOrigins
{
    public RequestOrigin OriginOf(HttpRequestData request)
    {
        var context = request.FunctionContext;
        return new RequestOrigin(
            context.FindCaller()?.Subject, clients.NetworkOf(request), context.Features.Get<RequestCorrelation>()?.Id);
    }
}
