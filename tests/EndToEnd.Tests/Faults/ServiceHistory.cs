using System.Text.Json.Nodes;
using ToskaMesh.EndToEnd.Tests.Running;

namespace ToskaMesh.EndToEnd.Tests.Faults;

/// <summary>What the consumer of service events has applied, read over the API.</summary>
internal static class ServiceHistory
{
    private const string Registered = "toskamesh.service.registered.v1";

    /// <returns>For each instance of the service how many registrations were applied.</returns>
    /// <exception cref="HttpRequestException">It was not answered.</exception>
    public static async Task<IReadOnlyDictionary<string, int>> RegistrationsAsync(MeshClient client, string service)
    {
        var registrations = new Dictionary<string, int>();
        for (var page = $"/api/ServiceDiscovery/services/{service}/events?limit=200"; page is not null;)
        {
            using var response = await client.GetAsync(page);
            response.EnsureSuccessStatusCode();
            foreach (var @event in JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsArray())
            {
                if ((string?)@event!["type"] == Registered)
                {
                    var id = (string)@event["serviceId"]!;
                    registrations[id] = registrations.GetValueOrDefault(id) + 1;
                }
            }

            page = Next(response);
        }

        return registrations;
    }

    // <path?query>; rel="next"
    private static string? Next(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
}
