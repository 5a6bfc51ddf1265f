using System.Text.Json;
using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Observations;

/// <summary>The wire form of a report, which <see cref="GatewayReportParser"/> reads, and the stored form of its documents.</summary>
public static class GatewayReportJson
{
    private static readonly GatewayReportJsonContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new JsonStringEnumConverter<GatewayMode>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new JsonStringEnumConverter<ObservedState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
    });

    public static byte[] Serialize(GatewayReport report) => JsonSerializer.SerializeToUtf8Bytes(
        new WireReport(
            report.Gateway.Value,
            report.Mode,
            report.Documents,
            [.. report.Instances.Select(WireInstance.From)],
            report.Routes.Count > 0 ? [.. report.Routes.Select(WireRoute.From)] : null),
        Context.WireReport);

    public static string SerializeDocuments(IReadOnlyList<FollowedDocument> documents) =>
        JsonSerializer.Serialize(documents, Context.IReadOnlyListFollowedDocument);

    /// <exception cref="JsonException">The text is not what <see cref="SerializeDocuments"/> made.</exception>
    public static IReadOnlyList<FollowedDocument> ReadDocuments(string json) =>
        JsonSerializer.Deserialize(json, Context.IReadOnlyListFollowedDocument) ?? [];
}
