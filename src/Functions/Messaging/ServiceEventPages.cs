using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Messaging;

/// <summary>A page of a service's history as an answer.</summary>
internal static class ServiceEventPages
{
    public static Task<HttpResponseData> ReadAsync(this HttpRequestData request, Page<ServiceEvent> page)
    {
        IReadOnlyList<ServiceEventAnswer> answers = [.. page.Items.Select(ServiceEventAnswer.From)];
        return request.ReadAsync(answers, answers, page.Next);
    }
}
