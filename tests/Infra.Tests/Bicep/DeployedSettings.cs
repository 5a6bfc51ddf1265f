using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Infra.Tests.Bicep;

/// <summary>Settings as a process finds them.</summary>
internal static class DeployedSettings
{
    /// <summary>Evaluated, and with a key for each reference to a vault.</summary>
    public static Dictionary<string, string> Resolved(this IReadOnlyDictionary<string, string> settings) => settings
        .Select((setting, number) => (setting.Key, Value: Resolve(setting.Value, $"from-vault-{number}")))
        .ToDictionary(setting => setting.Key, setting => setting.Value);

    private static string Resolve(string value, string keyId) =>
        TemplateExpression.Evaluate(value) is var text && (text.StartsWith('@') || text.StartsWith("secret ", StringComparison.Ordinal))
            ? ApiKey.Generate(keyId).Reveal()
            : text;
}
