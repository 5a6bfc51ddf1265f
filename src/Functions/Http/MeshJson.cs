using System.Text.Json;
using System.Text.Json.Serialization;
using ToskaMesh.Functions.Health;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Diffs;
using ToskaMesh.Shared.Configuration.Layers;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Http;

/// <summary>How the control plane writes JSON: camelCase, enums as words, nothing for null.</summary>
internal static class MeshJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static byte[] Serialize<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>A value of an enum that is spelled as JSON members are, in a sentence.</summary>
    public static string Word(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            TypeInfoResolver = MeshJsonContext.Default,
            Converters =
            {
                // The original's own words for the status, in its case; all others as JSON members are spelled.
                new JsonStringEnumConverter<HealthStatus>(),
                new JsonStringEnumConverter<PartStatus>(),
                new JsonStringEnumConverter<InstanceScheme>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<HealthCheckType>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<ProbeMethod>(JsonNamingPolicy.SnakeCaseUpper),
                new JsonStringEnumConverter<CommandState>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<GatewayMode>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<ChangeKind>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<ConfigurationFormat>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<ConfigurationKind>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<ConfigurationLayer>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<ConfigurationOutcome>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<ConfigurationKind>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<RolloutPhase>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<RolloutNoteKind>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<GateVerdict>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<ApprovalMoment>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<TimeoutAction>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<FailureAction>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<Role>(),
                new JsonStringEnumConverter<ApiKeyOrigin>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<DeregistrationReason>(JsonNamingPolicy.CamelCase),
            },
        };
        options.MakeReadOnly();
        return options;
    }
}
