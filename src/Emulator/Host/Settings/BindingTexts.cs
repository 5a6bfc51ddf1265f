using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using ToskaMesh.Emulator.Host.Discovery;

namespace ToskaMesh.Emulator.Host.Settings;

/// <summary>Reads the texts of binding attributes.</summary>
internal sealed class BindingTexts(IConfiguration settings)
{
    /// <returns>By property name, with each <c>%Setting%</c> replaced.</returns>
    /// <exception cref="FunctionErrorException">A setting has no value.</exception>
    public IReadOnlyDictionary<string, string> Of(BindingAttribute attribute)
    {
        var texts = new Dictionary<string, string>();
        foreach (var property in attribute.GetType().GetProperties().Where(p => p.PropertyType == typeof(string)))
        {
            if (property.GetValue(attribute) is string text)
            {
                texts[property.Name] = Replace(text, $"{attribute.GetType().Name}.{property.Name}");
            }
        }

        return texts;
    }

    private string Replace(string text, string where) =>
        SettingReferences.TryReplace(text, settings, out var replaced, out var missing)
            ? replaced
            : throw new FunctionErrorException($"{where}: '{string.Join("', '", missing)}' has no value in the settings.");
}
