using System.Text.RegularExpressions;

namespace ToskaMesh.Emulator.Tests.Surface;

/// <summary>Brings declarations to one form, so that only what they mean is compared.</summary>
internal static partial class SurfaceText
{
    /// <summary>Modifiers, kind and name, then bases and constraints in order.</summary>
    public static (string Name, string Text) Declaration(string header)
    {
        var plain = Unqualified(Constraint().Replace(header, ""));
        var colon = plain.IndexOf(" : ", StringComparison.Ordinal);
        var head = colon < 0 ? plain : plain[..colon];
        var bases = colon < 0 ? [] : SplitTopLevel(plain[(colon + 3)..]).Order(StringComparer.Ordinal).ToList();
        var constraints = Constraint().Matches(header).Select(m => Unqualified(m.Value.Trim())).Distinct().Order(StringComparer.Ordinal);
        var name = head.Contains("delegate ", StringComparison.Ordinal) ? DelegateName().Match(head).Groups[1].Value : head[NameStart(head)..];
        return (name, $"{head} | {string.Join(", ", bases)} | {string.Join(" ", constraints)}");
    }

    public static string Member(string line)
    {
        var withoutAttributes = MemberAttribute().Replace(line, "");
        return Unqualified(withoutAttributes).Replace("default(CancellationToken)", "default", StringComparison.Ordinal);
    }

    /// <param name="arguments">Those of an AttributeUsageAttribute.</param>
    public static string Usage(string arguments)
    {
        var parts = Unqualified(arguments).Split(',', StringSplitOptions.TrimEntries);
        var targets = string.Join('|', parts[0].Split('|', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
        return Usage(targets, parts.Contains("AllowMultiple = true"), !parts.Contains("Inherited = false"));
    }

    public static string Usage(string targets, bool allowMultiple, bool inherited) =>
        $"{targets}; multiple {allowMultiple}; inherited {inherited}";

    public static string Unqualified(string text) => Qualifier().Replace(text, "");

    private static int NameStart(string head)
    {
        var generic = head.IndexOf('<', StringComparison.Ordinal);
        return head.LastIndexOf(' ', generic < 0 ? head.Length - 1 : generic) + 1;
    }

    private static IEnumerable<string> SplitTopLevel(string list)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (list[i] == ',' && depth == 0)
            {
                yield return list[start..i].Trim();
                start = i + 1;
            }
        }

        yield return list[start..].Trim();
    }

    [GeneratedRegex(@" where \w+ : [^:]+?(?= where | : |$)")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"(?<![\w""])(?:[A-Za-z_]\w*\.)+(?=[A-Za-z_])")]
    private static partial Regex Qualifier();

    [GeneratedRegex(@"^(\[[^\]]*\] )+")]
    private static partial Regex MemberAttribute();

    [GeneratedRegex(@"(\w+(?:<[^>]*>)?)\(")]
    private static partial Regex DelegateName();
}
