using CsCheck;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Documents;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Tests.Configuration;

/// <summary>Documents with few names, so that two of them meet in many places.</summary>
internal static class DocumentGen
{
    private static readonly Gen<string> Names = Gen.OneOf("a", "b", "a/b", "~", "");

    private static readonly Gen<string> Scalars = Gen.OneOf("1", "1.50", "-0", "\"x\"", "\"\"", "true", "false");

    public static Gen<ConfigurationDocument> Any { get; } = Objects(Gen.Recursive<string>((depth, inner) => Values(depth, inner, withNulls: true))).Select(Parse);

    /// <summary>Without null, and with a value of one kind wherever two of them have one.</summary>
    public static Gen<ConfigurationDocument> Agreeing { get; } =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 7]).Select((a, b, c, mask) => Parse(
            $$"""{{{string.Join(',', new[] { $"\"a\":{a}", $"\"b\":{{\"x\":{b}}}", $"\"c\":{{\"y\":{{\"z{c}\":1}}}}" }.Where((_, i) => (mask & (1 << i)) != 0))}}}"""));

    public static ConfigurationDocument Parse(string json)
    {
        var errors = new ValidationErrors();
        var document = ContentParser.Parse(ConfigurationFormat.Json, json, "", errors);
        Assert.False(errors.Any, $"{json}: {string.Join("; ", errors.ToList())}");
        return document!;
    }

    private static Gen<string> Values(int depth, Gen<string> inner, bool withNulls) => depth >= 3
        ? Scalars
        : Gen.OneOf(Scalars, Scalars, Objects(inner), inner.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"), Gen.Const(withNulls ? "null" : "0"));

    private static Gen<string> Objects(Gen<string> inner) =>
        Gen.Select(Names, inner).Array[0, 4].Select(members =>
            $"{{{string.Join(',', members.DistinctBy(member => member.Item1).Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}");
}
