using System.Text.Json;
using System.Text.Json.Serialization;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Shared.Routing;

/// <summary>The wire form of the route table.</summary>
public static class RouteTableJson
{
    private static readonly RouteTableJsonContext Plain = Context();

    /// <param name="more">Beside those that every reader and writer of tables has.</param>
    internal static RouteTableJsonContext Context(params IEnumerable<JsonConverter> more)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            Converters =
            {
                new JsonStringEnumConverter<HealthStatus>(allowIntegerValues: false),
                new JsonStringEnumConverter<InstanceScheme>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new JsonStringEnumConverter<AccessPolicy>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new JsonStringEnumConverter<LoadBalancing>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new JsonStringEnumConverter<ProbeProtocol>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new JsonStringEnumConverter<ProbeMethod>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false),
                new JsonStringEnumConverter<Role>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new RouteDefinitionJson(),
                new JsonStringEnumConverter<RateLimitBy>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            },
        };
        foreach (var converter in more)
        {
            options.Converters.Add(converter);
        }

        return new RouteTableJsonContext(options);
    }

    public static byte[] Serialize(RouteTable table) => JsonSerializer.SerializeToUtf8Bytes(table, Plain.RouteTable);

    /// <summary>Reads and validates a document. Whether it is newer than another is not decided here.</summary>
    public static RouteTableReading Read(ReadOnlySpan<byte> document)
    {
        if (document.Trim(" \t\r\n\0"u8).IsEmpty)
        {
            return RouteTableReading.Rejected(RouteTableRejection.Empty, "The document is empty.");
        }

        try
        {
            var table = JsonSerializer.Deserialize(document, Plain.RouteTable);
            return table is null
                ? RouteTableReading.Rejected(RouteTableRejection.Malformed, "The document is null.")
                : RouteTableValidator.Validate(table);
        }
        catch (JsonException error)
        {
            return RouteTableReading.Rejected(RouteTableRejection.Malformed, error.Message);
        }
    }
}
