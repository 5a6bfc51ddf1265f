using System.Text;
using CsCheck;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Documents;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Tests.Configuration.Documents;

public sealed class ContentParserTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("b: x\na: [yes, no, on, ~, null, Null, '', \"null\"]", """{"a":["yes","no","on",null,null,null,"","null"],"b":"x"}""")]
    [InlineData("n: [010, 0o17, 0xff, +3, -0, 1.50, .5, 5., 1e3, 1E400x, 0b1]", """{"n":[10,15,255,3,0,1.5,0.5,5,1000,"1E400x","0b1"]}""")]
    [InlineData("big: 12345678901234567890.5\nid: 9007199254740993", """{"big":12345678901234567890.5,"id":9007199254740993}""")]
    [InlineData("tiny: 1e-300\nhuge: 1e300", """{"huge":1E+300,"tiny":1E-300}""")]
    [InlineData("t: TRUE\nf: [true, False, tRue]", """{"f":[true,false,"tRue"],"t":true}""")]
    [InlineData("text: |\n  one\n  two\nfolded: >-\n  one\n  two", """{"folded":"one two","text":"one\ntwo\n"}""")]
    [InlineData("1: one\ntrue: yes\n? k\n: v", """{"1":"one","k":"v","true":"yes"}""")]
    [InlineData("base: &b {x: 1}\nhere: *b\nthere: [*b, *b]", """{"base":{"x":1},"here":{"x":1},"there":[{"x":1},{"x":1}]}""")]
    [InlineData("%YAML 1.2\n---\n# comment\na: 2026-01-02 # a text\n...\n", """{"a":"2026-01-02"}""")]
    [InlineData("{\"a\": {\"b\": [1, \"é\\u00e9😀\"]}}", """{"a":{"b":[1,"éé\uD83D\uDE00"]}}""")]
    [InlineData("{}", "{}")]
    public void Yaml_ByTheCoreSchema_MeansThis(string yaml, string json) => Assert.Equal(json, Json(ConfigurationFormat.Yaml, yaml));

    [Theory]
    [InlineData("""{"b":1.0,"a":[1e2,-0.0,0.10,1E+2]}""", """{"a":[100,0,0.1,100],"b":1}""")]
    [InlineData("""{"id":18446744073709551616}""", """{"id":18446744073709551616}""")]
    public void Json_InItsOneSpelling_IsThis(string content, string json) => Assert.Equal(json, Json(ConfigurationFormat.Json, content));

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3", "line 3, column 1")]
    [InlineData("a: {x: 1, x: 2}", "line 1, column 11")]
    [InlineData("a: [1,\nb: 2", "line")]
    [InlineData("a: !!str 1", "tags")]
    [InlineData("a: !foo.Bar,Baz {}", "tags")]
    [InlineData("!!map {a: 1}", "tags")]
    [InlineData("a: &x [*x]", "alias")]
    [InlineData("a: *nowhere", "nowhere")]
    [InlineData("<<: {a: 1}", "merge keys")]
    [InlineData("? [a, b]\n: 1", "names")]
    [InlineData("a: 1\n---\nb: 2", "one document")]
    [InlineData("%YAML 1.1\n---\na: 1", "YAML 1.2")]
    [InlineData("- 1", "object")]
    [InlineData("text", "object")]
    [InlineData("", "empty")]
    [InlineData("# nothing", "empty")]
    [InlineData("a: .inf", "finite")]
    [InlineData("a: 1e999", "double")]
    [InlineData("a: 12345678901234567890123456789", "28 digits")]
    [InlineData("a: 0xfffffffffffffffffffffffffffffffff", "28 digits")]
    [InlineData("a: \"\\uD800\"", "line")]
    // The library's parser ends a mapping here that it never began.
    [InlineData("-\t:", "line")]
    public void Yaml_ThatIsRefused_SaysWhyAndWhere(string yaml, string reason) => Assert.Contains(reason, Fault(ConfigurationFormat.Yaml, yaml), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"a":{"b":1,"c":2,"b":3}}""", "/a/b")]
    [InlineData("""{"a":"\ud800"}""", "/a")]
    [InlineData("{\n\"a\": 1,\n}", "line 3")]
    [InlineData("""{"a":1} // no""", "line 1")]
    [InlineData("[1]", "object")]
    [InlineData("", "line 1")]
    public void Json_ThatIsRefused_SaysWhyAndWhere(string json, string reason) => Assert.Contains(reason, Fault(ConfigurationFormat.Json, json), StringComparison.Ordinal);

    [Fact]
    public void Yaml_Bomb_IsStoppedAtTheLimit()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 20; i++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Assert.Contains("written out", Fault(ConfigurationFormat.Yaml, bomb.ToString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConfigurationFormat.Yaml)]
    [InlineData(ConfigurationFormat.Json)]
    public void Content_TooDeep_IsRefused(ConfigurationFormat format)
    {
        var deepest = $"{{\"a\":{new string('[', 31)}{new string(']', 31)}}}";
        Assert.Equal(deepest, Json(format, deepest));

        Assert.Contains("32 levels", Fault(format, $"{{\"a\":{new string('[', 32)}{new string(']', 32)}}}"), StringComparison.Ordinal);
        Assert.Contains("32 levels", Fault(format, $"{{\"a\":{new string('[', 100_000)}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Yaml_DeepByAliases_IsRefused()
    {
        var deep = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 40; i++)
        {
            deep.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}]\n");
        }

        Assert.Contains("32 levels", Fault(ConfigurationFormat.Yaml, deep.ToString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConfigurationFormat.Yaml)]
    [InlineData(ConfigurationFormat.Json)]
    public void Content_TooLarge_IsRefused(ConfigurationFormat format)
    {
        var largest = $"{{\"a\":\"{new string('é', (ConfigurationLimits.Content - 8) / 2)}\"}}";
        Assert.Equal(largest, Json(format, largest));

        Assert.Contains("262144 bytes", Fault(format, $"{{\"a\":\"x{new string('é', (ConfigurationLimits.Content - 8) / 2)}\"}}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConfigurationFormat.Yaml, "\ufeffa: 1")]
    [InlineData(ConfigurationFormat.Json, "\ufeff{\"a\":1}")]
    public void Content_WithAByteOrderMark_HasItInNoName(ConfigurationFormat format, string content) => Assert.Equal("""{"a":1}""", Json(format, content));

    [Theory]
    [InlineData(ConfigurationFormat.Yaml)]
    [InlineData(ConfigurationFormat.Json)]
    public void Content_WhosePointersAreManyTimesItself_IsRefused(ConfigurationFormat format)
    {
        var name = new string('n', 1000);
        var many = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"{i}\":1"));
        Assert.Equal(20_000, Parse(format, $"{{\"{name[..300]}\": {{{many}}}}}").Root.EnumerateObject().Single().Value.GetPropertyCount());

        Assert.Contains("names", Fault(format, $"{{\"{name}\": {{{many}}}}}"), StringComparison.Ordinal);
        Assert.Contains("names", Fault(format, $"{{\"{name}\": [{string.Join(',', Enumerable.Repeat('1', 20_000))}]}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Yaml_LongAlias_IsNotRepeatedInFull() =>
        Assert.InRange(Fault(ConfigurationFormat.Yaml, $"a: *{new string('x', 100_000)}").Length, 1, 300);

    [Fact]
    public void Content_WrittenEitherWay_IsTheSameDocument() =>
        DocumentGen.Any.Sample(document =>
        {
            var (yaml, json) = (Parse(ConfigurationFormat.Yaml, document.Json), Parse(ConfigurationFormat.Json, document.Json));
            return document.Equals(json) && document.Equals(yaml) && document.Hash == json.Hash;
        });

    [Fact]
    public void Content_AnyText_IsADocumentOrAReason() =>
        Gen.Char["\n\t :-{}[]&*!|>'\"#%@`,?~ab01.\\\ud800é<"].Array[0, 40].Sample(characters =>
        {
            foreach (var format in Enum.GetValues<ConfigurationFormat>())
            {
                var errors = new ValidationErrors();
                if (ContentParser.Parse(format, new string(characters), "/content", errors) is null != errors.Any)
                {
                    return false;
                }
            }

            return true;
        });

    private static string Json(ConfigurationFormat format, string content) => Parse(format, content).Json;

    private static ConfigurationDocument Parse(ConfigurationFormat format, string content)
    {
        var errors = new ValidationErrors();
        var document = ContentParser.Parse(format, content, "", errors);
        Assert.True(document is not null, string.Join("; ", errors.ToList().Select(error => error.Detail)));
        return document;
    }

    private static string Fault(ConfigurationFormat format, string content)
    {
        var errors = new ValidationErrors();
        Assert.Null(ContentParser.Parse(format, content, "/content", errors));
        var error = Assert.Single(errors.ToList());
        Assert.Equal("/content", error.Pointer);
        return error.Detail;
    }
}
