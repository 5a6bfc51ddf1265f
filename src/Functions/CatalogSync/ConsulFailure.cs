using System.Globalization;
using Consul;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>Why Consul could not be used, in words that anybody may read: what it says itself is for the log.</summary>
internal static class ConsulFailure
{
    public static string Describe(Exception exception) => exception switch
    {
        ConsulReadException => exception.Message,
        ConsulRequestException request => string.Create(CultureInfo.InvariantCulture, $"Consul answered with status {(int)request.StatusCode}."),
        HttpRequestException => "Consul cannot be reached.",
        OperationCanceledException => "Consul did not answer in time.",
        _ => "Consul's answer could not be read.",
    };
}
