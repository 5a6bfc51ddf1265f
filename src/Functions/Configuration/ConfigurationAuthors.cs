using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Limits;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Functions.Configuration;

/// <summary>Who changes a configuration, of the request.</summary>
internal static class ConfigurationAuthors
{
    private static readonly string Unknown = ClientNetwork.Name(null);

    public static ConfigurationAuthor Of(HttpRequestData request, FunctionContext context)
    {
        var network = context.InstanceServices.GetRequiredService<ClientAddress>().NetworkOf(request);
        return new ConfigurationAuthor(
            context.GetCaller().Subject, network == Unknown ? null : network, context.Features.Get<RequestCorrelation>()?.Id);
    }
}
