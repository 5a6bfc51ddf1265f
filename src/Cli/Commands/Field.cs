using System.Text.Json;
using System.Text.Json.Nodes;

namespace ToskaMesh.Cli.Commands;

/// <summary>Reads one field of an answer for people; what is absent is shown as a dash.</summary>
internal static class Field
{
    public static string Of(JsonNode item, string name) => item[name] switch
    {
        null => "-",
        JsonArray list => string.Join(',', list),
        var value when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>(),
        var value => value.ToJsonString(),
    };
}
