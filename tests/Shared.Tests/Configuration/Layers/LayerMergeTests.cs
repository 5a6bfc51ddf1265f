using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using ToskaMesh.Shared.Configuration.Documents;
using ToskaMesh.Shared.Configuration.Layers;

namespace ToskaMesh.Shared.Tests.Configuration.Layers;

public sealed class LayerMergeTests
{
    private static readonly Gen<ConfigurationDocument[]> Layers = DocumentGen.Any.Array[0, 5];

    [Fact]
    public void Merge_Any_IsWhatMergePatchOneByOneGives() =>
        Layers.Sample(layers =>
        {
            var expected = layers.Aggregate((JsonNode)new JsonObject(), (target, layer) => MergePatch(target, JsonNode.Parse(layer.Json)!)!);
            return DocumentGen.Parse(LayerMerge.Merge(layers)!.Root.GetRawText()).Equals(DocumentGen.Parse(expected.ToJsonString()));
        });

    [Fact]
    public void Merge_EachLeaf_IsOfTheLayerThatItsOriginSays() =>
        Layers.Sample(layers =>
        {
            var merged = LayerMerge.Merge(layers)!;
            Assert.Equal(layers.Length == 0 ? [] : Leaves(merged.Root, "").Select(leaf => leaf.Pointer).Order(StringComparer.Ordinal), merged.Origins.Keys);
            foreach (var (pointer, value) in Leaves(merged.Root, "").Where(leaf => merged.Origins.ContainsKey(leaf.Pointer)))
            {
                var origin = merged.Origins[pointer];
                var said = Find(layers[origin].Root, pointer);
                Assert.True(said is { } there && (there.GetRawText() == value.GetRawText() || (there.ValueKind is JsonValueKind.Object && value.ValueKind is JsonValueKind.Object)));
                Assert.All(layers[(origin + 1)..], layer => Assert.Null(Find(layer.Root, pointer)));
            }
        });

    [Fact]
    public void Merge_LayersThatAgreeOnKinds_IsAssociative() =>
        Gen.Select(DocumentGen.Agreeing, DocumentGen.Agreeing, DocumentGen.Agreeing).Sample((a, b, c) =>
            Both(Both(a, b), c).Equals(Both(a, Both(b, c))));

    [Fact]
    public void Merge_WithNothingOrItself_ChangesNothing() =>
        DocumentGen.Any.Sample(layer =>
        {
            var empty = DocumentGen.Parse("{}");
            var alone = LayerMerge.Merge([layer])!.Root.GetRawText();
            return alone == LayerMerge.Merge([empty, layer, empty])!.Root.GetRawText() && alone == LayerMerge.Merge([layer, layer])!.Root.GetRawText();
        });

    [Fact]
    public void Merge_NullAndOtherKinds_CutWhatIsBelow()
    {
        ConfigurationDocument[] layers =
        [
            DocumentGen.Parse("""{"db":{"host":"a","port":1},"tags":[1,2],"x":{"deep":{"one":1}}}"""),
            DocumentGen.Parse("""{"db":{"port":null},"tags":[3],"x":5}"""),
            DocumentGen.Parse("""{"db":{"name":"n"},"x":{"two":2}}"""),
        ];

        var merged = LayerMerge.Merge(layers)!;

        Assert.Equal("""{"db":{"host":"a","name":"n"},"tags":[3],"x":{"two":2}}""", merged.Root.GetRawText());
        Assert.Equal(["/db/host 0", "/db/name 2", "/tags 1", "/x/two 2"], merged.Origins.Select(origin => $"{origin.Key} {origin.Value}"));
    }

    private static ConfigurationDocument Both(ConfigurationDocument one, ConfigurationDocument other) =>
        DocumentGen.Parse(LayerMerge.Merge([one, other])!.Root.GetRawText());

    // The pseudo-code of RFC 7396, section 2.
    private static JsonNode? MergePatch(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject members)
        {
            return patch?.DeepClone();
        }

        var result = target as JsonObject ?? [];
        foreach (var (name, value) in members)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = MergePatch(result[name]?.DeepClone(), value);
            }
        }

        return result;
    }

    private static IEnumerable<(string Pointer, JsonElement Value)> Leaves(JsonElement element, string pointer) =>
        element.ValueKind is JsonValueKind.Object && element.EnumerateObject().Any()
            ? element.EnumerateObject().SelectMany(member => Leaves(member.Value, ToskaMesh.Shared.Validation.JsonPointer.Append(pointer, member.Name)))
            : [(pointer, element)];

    private static JsonElement? Find(JsonElement root, string pointer)
    {
        JsonElement? at = root;
        foreach (var segment in pointer.Split('/').Skip(1).Select(text => text.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            at = at is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(segment, out var inner) ? inner : null;
        }

        return at;
    }
}
