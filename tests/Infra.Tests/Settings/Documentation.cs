using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ToskaMesh.Infra.Tests.Settings;

/// <summary>What the sources say of a property, as one line of Markdown.</summary>
internal sealed partial class Documentation
{
    private readonly Dictionary<string, XElement> _members;

    public Documentation(IEnumerable<Assembly> assemblies) => _members = assemblies
        .SelectMany(assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
        .GroupBy(member => (string)member.Attribute("name")!)
        .ToDictionary(group => group.Key, group => group.First());

    /// <returns>Empty when nothing is said.</returns>
    public string Of(PropertyInfo property) =>
        _members.GetValueOrDefault($"P:{property.DeclaringType!.FullName!.Replace('+', '.')}.{property.Name}")?.Element("summary") is { } summary
            ? Space().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal)
            : "";

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => $"`{Reference(see)}`",
        XElement element => $"`{element.Value}`",
        _ => "",
    };

    private static string Reference(XElement see) =>
        (string?)see.Attribute("langword") ?? ((string?)see.Attribute("cref"))?.Split('(')[0].Split('.', ':')[^1] ?? see.Value;

    [GeneratedRegex("\\s+")]
    private static partial Regex Space();
}
