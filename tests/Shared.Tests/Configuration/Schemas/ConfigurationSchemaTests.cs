using ToskaMesh.Shared.Configuration.Schemas;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Tests.Configuration.Schemas;

public sealed class ConfigurationSchemaTests
{
    [Theory]
    [InlineData("""{"type":"object","required":["z"],"properties":{"p":{"$ref":"#/$defs/port"}},"additionalProperties":false,"$defs":{"port":{"type":"integer","minimum":1}}}""", """{"p":0,"other":1}""", "|/other|/p")]
    [InlineData("$schema: https://json-schema.org/draft/2020-12/schema\nproperties:\n  a: {pattern: '^[a-z]+$'}", """{"a":"B"}""", "/a")]
    [InlineData("""{"if":{"properties":{"k":{"const":1}}},"then":{"required":["t"]},"else":{"properties":{"e":{"type":"string"}}}}""", """{"k":2,"e":3}""", "/e")]
    [InlineData("""{"properties":{"if":{"type":"string"}}}""", """{"if":1}""", "/if")]
    [InlineData("""{"oneOf":[{"required":["a"]},{"required":["b"]}]}""", """{"a":1,"b":2}""", "")]
    [InlineData("""{"allOf":[{"properties":{"k":true}}],"unevaluatedProperties":false}""", """{"k":1,"z":2}""", "/z")]
    [InlineData("""{"properties":{"l":{"items":{"type":"integer"},"uniqueItems":true}}}""", """{"l":[1,"y"]}""", "/l/1")]
    // The library counts from the first item behind prefixItems.
    [InlineData("""{"properties":{"l":{"prefixItems":[true],"items":{"type":"integer"}}}}""", """{"l":["x","y"]}""", "/l/0")]
    [InlineData("""{"properties":{"l":{"contains":{"const":1},"minContains":2}}}""", """{"l":[1]}""", "/l")]
    [InlineData("""{"properties":{"u":{"format":"uri"}}}""", """{"u":"no uri"}""", "/u")]
    [InlineData("""{"properties":{"a":{"type":"integer"},"b":{"$ref":"#/properties/a"},"c":{"$ref":"#/allOf/0"}},"allOf":[{"maxProperties":1}]}""", """{"b":"x","c":{"d":1,"e":2}}""", "|/b|/c")]
    [InlineData("""{"properties":{"l":{"prefixItems":[true],"unevaluatedItems":false}}}""", """{"l":[1,2]}""", "/l/1")]
    [InlineData("""{"dependentSchemas":{"a":{"properties":{"b":{"type":"string"}}}}}""", """{"a":1,"b":2}""", "/b")]
    [InlineData("""{"propertyNames":{"maxLength":2},"dependentRequired":{"a":["b"]}}""", """{"a":1}""", "")]
    public void Violations_OfADocumentThatDoesNotObey_AreNamedByTheirPlaces(string schema, string document, string pointers) =>
        Assert.Equal(pointers.Split('|'), Violations(schema, document).Select(error => error.Pointer).Distinct());

    [Theory]
    [InlineData("""{"type":"object","properties":{"p":{"type":["integer","null"]}},"minProperties":1}""", """{"p":null}""")]
    [InlineData("""{"$ref":"#/$defs/node","$defs":{"node":{"properties":{"next":{"$ref":"#/$defs/node"}},"additionalProperties":false}}}""", """{"next":{"next":{"next":{}}}}""")]
    [InlineData("""{"properties":{"l":{"contains":{"const":1}}},"not":{"required":["x"]},"anyOf":[{"required":["y"]},{"required":["l"]}]}""", """{"l":[2,1]}""")]
    public void Violations_OfADocumentThatObeys_AreNone(string schema, string document) => Assert.Empty(Violations(schema, document));

    [Theory]
    [InlineData("""{"type":"nonsense"}""")]
    [InlineData("""{"properties":[1]}""")]
    [InlineData("""{"minimum":"x"}""")]
    [InlineData("""{"unknownKeyword":1}""")]
    [InlineData("""{"properties":{"a":{"pattrn":"x"}}}""")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#"}""")]
    [InlineData("""{"$ref":"http://example.com/schema"}""")]
    [InlineData("""{"$ref":"https://json-schema.org/draft/2020-12/schema"}""")]
    [InlineData("""{"$ref":"#/$defs/none"}""")]
    [InlineData("""{"$id":"http://example.com/schema"}""")]
    [InlineData("""{"patternProperties":{"(a+)+$":{}}}""")]
    [InlineData("""{"pattern":"("}""")]
    [InlineData("""{"pattern":"(a)\\1"}""")]
    [InlineData("""{"properties":{"a":{"$schema":"https://json-schema.org/draft/2020-12/schema"}}}""")]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"properties":{"a":{"format":"ipv9"}}}""")]
    [InlineData("""{"multipleOf":0}""")]
    [InlineData("- a")]
    [InlineData("{")]
    public void Parse_OfWhatCannotBeEnforced_IsRefused(string schema)
    {
        var errors = new ValidationErrors();

        Assert.Null(ConfigurationSchema.Parse(schema, "/schema", errors));
        Assert.Equal("/schema", Assert.Single(errors.ToList()).Pointer);
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"format":"ipv9","minimum":"x"},"b":{"pattern":"("},"c":{"pattrn":1},"d":{"$ref":"#/x"},"e":1},"required":"a"}""", "/properties/a/format|/properties/a/minimum|/properties/b/pattern|/properties/c/pattrn|/properties/d/$ref|/properties/e|/required")]
    [InlineData("""{"$defs":{"a":{"anyOf":[{"type":["string","strng","intger"]},7,{"not":{"allOf":[]}}]}},"additionalProperties":{"items":{"multipleOf":0}}}""", "/$defs/a/anyOf/0/type/1|/$defs/a/anyOf/0/type/2|/$defs/a/anyOf/1|/$defs/a/anyOf/2/not/allOf|/additionalProperties/items/multipleOf")]
    // What leads into a place that is at fault itself is no fault of its own.
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"p":{"type":"nope"}},"properties":{"a":{"$ref":"#/definitions/p"}}}""", "/$schema|/definitions")]
    [InlineData("""{"$defs":{"a~/b":5},"allOf":[{"$ref":"#/$defs/a~0~1b"},{"$ref":"#/$defs/b"},{"$ref":"#/$defs/b"}]}""", "/$defs/a~0~1b|/allOf/1/$ref|/allOf/2/$ref")]
    // What only looks like a keyword, as a name or a value, is none.
    [InlineData("""{"properties":{"format":{"typ":1},"$ref":{"type":"string"}},"const":{"typ":1},"default":{"format":"x"},"$comment":1}""", "/$comment|/properties/format/typ")]
    public void Parse_OfASchemaWithSeveralFaults_NamesThePlaceOfEach(string schema, string places)
    {
        var errors = new ValidationErrors();

        Assert.Null(ConfigurationSchema.Parse(schema, "/schema", errors));
        Assert.All(errors.ToList(), error => Assert.Equal("/schema", error.Pointer));
        Assert.Equal(places.Split('|'), errors.ToList().Select(error => error.Detail.Split(": ")[0]["at ".Length..]));
    }

    [Theory]
    [InlineData("""{"anyOf":[{"required":["y"]},{"required":["l"]}],"properties":{"p":{"type":"integer"}}}""", """{"l":1,"p":"x"}""", "/p type")]
    [InlineData("""{"oneOf":[{"required":["y"]},{"required":["l"]}],"properties":{"p":{"type":"integer"}}}""", """{"l":1,"p":"x"}""", "/p type")]
    [InlineData("""{"oneOf":[{"required":["y"]},{"required":["l"]}],"properties":{"p":{"type":"integer"}}}""", """{"l":1,"p":"x","y":1}""", " oneOf|/p type")]
    [InlineData("""{"oneOf":[{"required":["y"]},{"minProperties":2}],"properties":{"p":{"type":"integer"}}}""", """{"p":"x"}""", " minProperties| required|/p type")]
    [InlineData("""{"not":{"required":["y"]},"properties":{"p":{"type":"integer"}}}""", """{"p":"x"}""", "/p type")]
    [InlineData("""{"not":{"required":["y"]},"properties":{"p":{"type":"integer"}}}""", """{"p":"x","y":1}""", " not|/p type")]
    [InlineData("""{"properties":{"c":{"contains":{"const":1}},"d":{"contains":{"const":1}}}}""", """{"c":[1,2],"d":[3,4]}""", "/d contains")]
    [InlineData("""{"if":{"required":["y"]},"then":{"required":["z"]},"properties":{"p":{"type":"integer"},"if":{"const":1}}}""", """{"y":1,"p":"x","if":2}""", " required|/if const|/p type")]
    // What a part of the schema that does not hold would have looked at is not known.
    [InlineData("""{"allOf":[{"properties":{"k":{"type":"integer"},"m":true}}],"unevaluatedProperties":false}""", """{"k":"x","m":1}""", "/k type")]
    [InlineData("""{"properties":{"k":{"type":"integer"}},"unevaluatedProperties":{"maximum":1}}""", """{"k":"x","m":2}""", "/k type|/m maximum")]
    public void Violations_OfADocumentWithSeveral_AreAllNamed_AndNothingThatHolds(string schema, string document, string violations) =>
        Assert.Equal(violations.Split('|'), Violations(schema, document).Select(error => $"{error.Pointer} {error.Detail.Split("schema's ")[^1].Split(':')[0]}"));

    [Fact]
    public void Parse_OfASchemaWithThousandsOfFaults_NamesABoundedNumber()
    {
        var errors = new ValidationErrors();
        var unknown = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"k{i}\":1"));

        Assert.Null(ConfigurationSchema.Parse($$"""{ {{unknown}} }""", "/schema", errors));
        Assert.Equal(ValidationErrors.MaxCount, errors.ToList().Count);
    }

    [Theory]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"anyOf":[{"$ref":"#/$defs/a"}]}}}""")]
    [InlineData("""{"not":{"if":{"$ref":"#"},"then":true}}""")]
    [InlineData("""{"properties":{"a":{"$ref":"#/properties/a"}}}""")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/b","type":"integer"}},"$defs":{"b":{"$ref":"#/$defs/c"},"c":{"$ref":"#/properties/a"}}}""")]
    public void Violations_OfASchemaWithoutAnEnd_EndAnyway(string schema)
    {
        var errors = new ValidationErrors();
        var parsed = ConfigurationSchema.Parse(schema, "/schema", errors);

        Assert.True(parsed is null ? errors.Any : parsed.Violations(DocumentGen.Parse("""{"a":1}""")).Count > 0);
    }

    [Fact]
    public void Violations_OfAChainOfReferencesInACircle_EndAnyway()
    {
        var definitions = string.Join(',', Enumerable.Range(0, 1000).Select(i => $$"""
            "d{{i}}":{"$ref":"#/$defs/d{{i + 1}}"}
            """));

        Assert.NotEmpty(Violations($$"""{"allOf":[{"$ref":"#/$defs/d0"}],"$defs":{ {{definitions}},"d1000":{"allOf":[{"$ref":"#/$defs/d0"}]} } }""", "{}"));
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"const":1e300}}}""", """{"a":1}""")]
    [InlineData("""{"properties":{"a":{"enum":[0]}}}""", """{"a":-1e300}""")]
    [InlineData("""{"properties":{"a":{"uniqueItems":true}}}""", """{"a":[1e300,1e300]}""")]
    [InlineData("""{"properties":{"a":{"format":"relative-json-pointer"}}}""", """{"a":"11111111111111111111111"}""")]
    public void Violations_OfNumbersThatTheLibraryCannotCompare_AreViolations(string schema, string document) => Assert.NotEmpty(Violations(schema, document));

    [Fact]
    public void Violations_OfASchemaThatDoublesItself_EndAnyway()
    {
        var definitions = string.Join(',', Enumerable.Range(0, 30).Select(i => $$"""
            "d{{i}}":{"allOf":[{"$ref":"#/$defs/d{{i + 1}}"},{"$ref":"#/$defs/d{{i + 1}}"}]}
            """));

        Assert.NotEmpty(Violations($$"""{"$ref":"#/$defs/d0","$defs":{ {{definitions}},"d30":{"type":"object"} } }""", "{}"));
    }

    [Fact]
    public void Violations_OfADangerousPattern_TakeLinearTime()
    {
        var text = new string('a', 50_000);

        Assert.NotEmpty(Violations("""{"properties":{"a":{"pattern":"^(a+)+$"}}}""", $$"""{"a":"{{text}}b"}"""));
    }

    [Fact]
    public void Violations_OfPatternsOfThousandsOfStates_EndAnyway()
    {
        var text = string.Concat(Enumerable.Repeat("ab", 100_000));
        var patterns = string.Join(',', Enumerable.Range(4000, 400).Select(i => $"{{\"pattern\":\"[ab]*a[ab]{{{i}}}c\"}}"));

        var violation = Assert.Single(Violations($"{{\"properties\":{{\"a\":{{\"allOf\":[{patterns}]}} }} }}", $$"""{"a":"{{text}}"}"""));

        Assert.Contains("too much work", violation.Detail, StringComparison.Ordinal);
    }

    private static IReadOnlyList<ValidationError> Violations(string schema, string document)
    {
        var errors = new ValidationErrors();
        var parsed = ConfigurationSchema.Parse(schema, "/schema", errors);
        Assert.True(parsed is not null, string.Join("; ", errors.ToList()));
        return parsed.Violations(DocumentGen.Parse(document));
    }
}
