using System.Text.Json;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Registry;

/// <summary>The columns that hold JSON.</summary>
internal static class RowJson
{
    private const string Empty = "{}";

    private static readonly RowJsonContext Context = RowJsonContext.Default;

    private static readonly Dictionary<string, string> NoMetadata = [];

    /// <summary>Sorted, so that equal metadata is equal text.</summary>
    public static string Write(IReadOnlyDictionary<string, string> metadata) =>
        metadata.Count == 0
            ? Empty
            : JsonSerializer.Serialize(new SortedDictionary<string, string>(metadata.ToDictionary(), StringComparer.Ordinal), Context.SortedDictionaryStringString);

    public static IReadOnlyDictionary<string, string> ReadMetadata(string json) =>
        json == Empty ? NoMetadata : JsonSerializer.Deserialize(json, Context.DictionaryStringString)!;

    public static IReadOnlyList<string> ReadTags(string json) => JsonSerializer.Deserialize(json, Context.ListString)!;

    public static string? Write(HealthCheck? check) => check is null ? null : JsonSerializer.Serialize(check, Context.HealthCheck);

    public static HealthCheck? ReadHealthCheck(string? json) => json is null ? null : JsonSerializer.Deserialize(json, Context.HealthCheck);

    public static string? Write(ProbeState? state) => state is null ? null : JsonSerializer.Serialize(state, Context.ProbeState);

    public static ProbeState? ReadProbe(string? json) => json is null ? null : JsonSerializer.Deserialize(json, Context.ProbeState);

    public static string? Write(ServiceRateLimit? limit) => limit is null ? null : JsonSerializer.Serialize(limit, Context.ServiceRateLimit);

    public static ServiceRateLimit? ReadRateLimit(string? json) => json is null ? null : JsonSerializer.Deserialize(json, Context.ServiceRateLimit);

    public static string? Write(CallerRequirements requirements) =>
        requirements.IsEmpty ? null : JsonSerializer.Serialize(requirements, Context.CallerRequirements);

    public static CallerRequirements ReadRequirements(string? json) =>
        json is null ? CallerRequirements.None : JsonSerializer.Deserialize(json, Context.CallerRequirements)!;
}
