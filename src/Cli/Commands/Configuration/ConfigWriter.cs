using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Configuration;

/// <summary>Writes a version over the one that was read, and over no other.</summary>
internal static class ConfigWriter
{
    public static Task<JsonNode?> ReplaceAsync(HttpClient http, string path, JsonNode before, JsonObject body, CancellationToken cancellationToken)
    {
        http.DefaultRequestHeaders.TryAddWithoutValidation("If-Match", $"\"v{Field.Of(before, "version")}\"");
        return new MeshApi(http).PutAsync(path, body, cancellationToken);
    }
}
