using System.Text.Json;
using System.Text.Json.Serialization;

namespace ToskaMesh.Emulator.Host.Admin;

internal static class AdminJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
