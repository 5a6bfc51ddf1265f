using System.CommandLine;
using System.Text.Json.Nodes;

namespace ToskaMesh.Cli.Commands.Identity;

/// <summary>A new secret: the only time that anybody sees it.</summary>
internal static class Shown
{
    /// <summary>The secret alone on standard output, for scripts to keep; the note for people beside it.</summary>
    /// <param name="field">Of the answer, with the secret.</param>
    public static async Task WriteAsync(ParseResult arguments, ConnectionOptions connection, JsonNode? answer, string field, string note)
    {
        Answer.Write(arguments, connection, answer, Field.Of(answer ?? new JsonObject(), field));
        await arguments.InvocationConfiguration.Error.WriteLineAsync($"{note} It is shown this once: the mesh keeps only its hash.");
    }
}
