using System.Text;
using ToskaMesh.Functions.Configuration;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Functions.Routing.Explicit;

/// <summary>Old versions of explicit routes, before they hold again.</summary>
internal static class RouteVersions
{
    /// <returns>Why gateways of this build would not serve by the version; null where they would, and where there is no such version of a route.</returns>
    public static async Task<Problem?> RefusalAsync(IConfigurationStore configurations, Guid id, long number, CancellationToken cancellationToken)
    {
        if (await configurations.FindHeadAsync(id, cancellationToken) is not { Kind: ConfigurationKind.Route }
            || await configurations.FindVersionsAsync([new ConfigurationVersionKey(id, number)], cancellationToken) is not [var version])
        {
            return null;
        }

        var parsed = RouteDefinitionParser.Parse(Encoding.UTF8.GetBytes(version.Document.Json));
        return parsed.Succeeded ? null : ConfigurationProblems.Violates(parsed.Errors);
    }
}
