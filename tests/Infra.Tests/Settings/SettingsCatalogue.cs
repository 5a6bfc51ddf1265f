using System.Globalization;

namespace ToskaMesh.Infra.Tests.Settings;

/// <summary>Every setting that a process of the mesh reads: its name and default from the options classes, its meaning from their documentation, its readers from what they ask for.</summary>
internal static class SettingsCatalogue
{
    private static readonly IReadOnlyList<OptionsProperty> Properties = [.. OptionsTypes.All.SelectMany(OptionsTypes.Properties)];

    /// <summary>What each process asks for of section Mesh, sections and computed properties included.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Reads { get; } = new Dictionary<string, IReadOnlySet<string>>
    {
        [Setting.FunctionApp] = Reading.OfFunctionApp(Elements()),
        [Setting.Gateway] = Reading.OfGateway(Elements()),
    };

    public static IReadOnlyList<Setting> All { get; } = Make();

    public static Setting? Find(string name) => All.FirstOrDefault(setting => Setting.Same(setting.Name, name));

    /// <summary>With the placeholders of lists and names in place of the elements of one environment.</summary>
    public static string Plain(string variable) => string.Join(':', variable.Replace("__", ":", StringComparison.Ordinal).Split(':')
        .Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out _) ? "N" : part));

    private static List<Setting> Make()
    {
        var documentation = new Documentation(OptionsTypes.Assemblies);
        return
        [
            .. Properties
                .GroupBy(property => property.Name, StringComparer.OrdinalIgnoreCase)
                .Select(group => new Setting(group.Key, group.Select(Default).First(), group.Select(same => documentation.Of(same.Property)).MaxBy(text => text.Length)!))
                .Concat(NamedElsewhere.All)
                .Select(setting => setting with { ReadBy = Readers(setting) })
                .Where(setting => setting.ReadBy.Count > 0)
                .OrderBy(setting => setting.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static IReadOnlyList<string> Readers(Setting setting) => setting.ReadBy.Count > 0
        ? setting.ReadBy
        : [.. Reads.Where(part => part.Value.Contains(setting.Name)).Select(part => part.Key)];

    private static IEnumerable<string> Elements() => Properties
        .SelectMany(property => Prefixes(property.Name))
        .Select(path => path.Replace(":N:", ":0:", StringComparison.Ordinal))
        .Select(path => path.EndsWith(":N", StringComparison.Ordinal) ? $"{path[..^1]}0" : path)
        .Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Prefixes(string name)
    {
        var parts = name.Split(':');
        return Enumerable.Range(2, parts.Length - 1).Select(count => string.Join(':', parts[..count]));
    }

    private static string Default(OptionsProperty property) => property.Value switch
    {
        null or "" => "",
        bool value => value ? "true" : "false",
        TimeSpan value => value.ToString("c", CultureInfo.InvariantCulture),
        Enum value => char.ToLowerInvariant($"{value}"[0]) + $"{value}"[1..],
        Uri value => value.OriginalString,
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => $"{value}",
    };
}
