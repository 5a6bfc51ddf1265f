using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace ToskaMesh.Emulator.Host.Settings;

/// <summary>The <c>Values</c> of <c>local.settings.json</c>: the environment of a local run, in which real environment variables win.</summary>
internal static class LocalSettings
{
    public const string FileName = "local.settings.json";

    public static void AddTo(ConfigurationManager configuration, string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            return;
        }

        var sources = ((IConfigurationBuilder)configuration).Sources;
        var environment = sources.OfType<EnvironmentVariablesConfigurationSource>().Last();
        sources.Insert(sources.IndexOf(environment), new MemoryConfigurationSource { InitialData = Read(file) });
    }

    private static Dictionary<string, string?> Read(string file)
    {
        using var document = Parse(file);
        if (document.RootElement.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
        {
            throw new InvalidOperationException($"{file} is encrypted. Decrypt it with 'func settings decrypt'.");
        }

        return document.RootElement.TryGetProperty("Values", out var values)
            ? values.EnumerateObject().ToDictionary(v => v.Name.Replace("__", ":", StringComparison.Ordinal), v => (string?)v.Value.ToString())
            : [];
    }

    private static JsonDocument Parse(string file)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            return JsonDocument.Parse(File.ReadAllBytes(file), options);
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"{file} is no valid JSON: {exception.Message}", exception);
        }
    }
}
