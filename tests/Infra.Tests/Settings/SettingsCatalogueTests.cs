namespace ToskaMesh.Infra.Tests.Settings;

public sealed class SettingsCatalogueTests
{
    [Fact]
    public void Page_IsWhatTheOptionsClassesSay() => Generated.Check("docs/settings.md", SettingsPage.Render(SettingsCatalogue.All));

    [Fact]
    public void EverySetting_HasAMeaning()
    {
        var silent = SettingsCatalogue.All.Where(setting => setting.Meaning.Length == 0).Select(setting => setting.Name);

        Assert.True(!silent.Any(), $"Say with a <summary> on the property of the options class what they mean, with unit and range: {string.Join(", ", silent)}");
    }

    /// <summary>Whatever a process asks the configuration for is a setting, a section above one, or a property that is computed from some.</summary>
    [Fact]
    public void EveryNameThatIsAskedFor_IsInTheCatalogue()
    {
        var computed = OptionsTypes.All.SelectMany(OptionsTypes.Computed).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = SettingsCatalogue.Reads.Values.SelectMany(names => names)
            .Where(name => !computed.Any(above => name.StartsWith(above, StringComparison.OrdinalIgnoreCase)))
            .Where(name => !SettingsCatalogue.All.Any(setting => Setting.Same(setting.Name, name) || setting.Name.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase)))
            .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();

        Assert.True(
            unknown.Count == 0,
            $"No options class has these, which are read: {string.Join(", ", unknown)}. Give the class a 'public const string Section' (or 'Setting') with its place, and read it through the class.");
    }

    [Fact]
    public void EverySettingThatABindingNames_IsInTheCatalogue() => Assert.All(
        BindingSettings.All, name => Assert.True(SettingsCatalogue.Find(name) is not null, $"{name} is named by a binding: add it to {nameof(NamedElsewhere)} with its meaning."));

    /// <summary>A class that says nothing of where its settings are would be missing without a word.</summary>
    [Fact]
    public void EveryOptionsClassThatIsRegistered_SaysWhereItsSettingsAre()
    {
        // Made by code from other options, and not from settings.
        string[] derived = ["PublishOptions"];
        var nested = OptionsTypes.All.SelectMany(OptionsTypes.Nested).ToHashSet();
        var silent = OptionsTypes.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsClass && type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Where(type => !OptionsTypes.All.Any(known => known.FullName == type.FullName) && !nested.Contains(type) && !derived.Contains(type.Name))
            .Select(type => type.FullName).Distinct().ToList();

        Assert.True(silent.Count == 0, $"Give them a 'public const string Section' (or 'Setting'): {string.Join(", ", silent)}");
    }

    /// <summary>A literal in the sources that looks like a setting is one; so no message names what is not there.</summary>
    [Fact]
    public void EverySettingThatTheSourcesName_IsInTheCatalogue()
    {
        var named = new[] { "Functions", "Gateway", "Shared", "Redis", "Probing" }.SelectMany(NamesIn).Distinct();

        Assert.DoesNotContain(named, name => !SettingsCatalogue.All.Any(setting =>
            Setting.Same(setting.Name, name) || setting.Name.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.EnumerateFiles(Repository.File($"src/{folder}"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(file), "\"[^\"\\n]*?(Mesh(?::[A-Z][A-Za-z]+)+)"))
            .Select(match => match.Groups[1].Value);
}
