using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.View;

namespace ToskaMesh.Cli.Commands;

/// <summary>Writes what the mesh answered, for a program or for people.</summary>
internal static class Answer
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,

        // It goes to a terminal or a file, not into HTML: "+00:00" stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(
        ParseResult arguments,
        ConnectionOptions connection,
        IReadOnlyList<JsonNode> items,
        Func<IReadOnlyList<string>> headers,
        Func<JsonNode, IReadOnlyList<string>> row)
    {
        var output = arguments.InvocationConfiguration.Output;
        if (connection.Json(arguments))
        {
            output.WriteLine(JsonSerializer.Serialize(items, Indented));
            return;
        }

        Columns.Write(output, headers(), [.. items.Select(row)]);
    }

    /// <param name="sentence">What to tell people instead of the JSON.</param>
    public static void Write(ParseResult arguments, ConnectionOptions connection, JsonNode? answer, string sentence)
    {
        var json = answer?.ToJsonString(Indented) ?? "{}";
        arguments.InvocationConfiguration.Output.WriteLine(connection.Json(arguments) ? json : sentence);
    }
}
