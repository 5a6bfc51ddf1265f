using System.Text.Json.Nodes;
using CsCheck;
using ToskaMesh.Shared.Configuration.Diffs;
using ToskaMesh.Shared.Configuration.Documents;

namespace ToskaMesh.Shared.Tests.Configuration.Diffs;

public sealed class DocumentDiffTests
{
    [Fact]
    public void Between_Any_AppliedToTheFirstGivesTheSecond() =>
        Gen.Select(DocumentGen.Any, DocumentGen.Any).Sample((before, after) =>
        {
            var changes = DocumentDiff.Between(before, after);
            return Patch(before, changes).Equals(after) && changes.Count == 0 == before.Equals(after);
        });

    [Fact]
    public void Between_Any_SaysWhatWasThere() =>
        Gen.Select(DocumentGen.Any, DocumentGen.Any).Sample((before, after) =>
            Assert.All(DocumentDiff.Between(before, after), change => Assert.True(change.Kind switch
            {
                ChangeKind.Add => change is { Value: not null, Was: null },
                ChangeKind.Remove => change is { Value: null, Was: not null },
                _ => change.Value!.Value.GetRawText() != change.Was!.Value.GetRawText(),
            })));

    [Fact]
    public void Between_Documents_IsInOrderAndAsSmallAsItsMembers()
    {
        var before = DocumentGen.Parse("""{"a":{"x":1,"y":2},"gone":true,"list":[1,2,3]}""");
        var after = DocumentGen.Parse("""{"a":{"x":1,"y":"2"},"list":[1,9],"new/one":{}}""");

        var changes = DocumentDiff.Between(before, after).Select(change => $"{change.Kind} {change.Pointer} {change.Was?.GetRawText()}->{change.Value?.GetRawText()}");

        Assert.Equal(
            ["Replace /a/y 2->\"2\"", "Remove /gone true->", "Replace /list/1 2->9", "Remove /list/2 3->", "Add /new~1one ->{}"],
            changes);
    }

    private static ConfigurationDocument Patch(ConfigurationDocument document, IReadOnlyList<DocumentChange> changes)
    {
        var root = JsonNode.Parse(document.Json)!;
        foreach (var change in changes)
        {
            Apply(root, change);
        }

        return DocumentGen.Parse(root.ToJsonString());
    }

    private static void Apply(JsonNode root, DocumentChange change)
    {
        string[] path = [.. change.Pointer[1..].Split('/').Select(segment => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        var parent = path[..^1].Aggregate(root, (node, segment) => (node is JsonArray list ? list[int.Parse(segment, null)] : node[segment])!);
        var value = change.Value is { } element ? JsonNode.Parse(element.GetRawText()) : null;
        switch (parent, change.Kind)
        {
            case (JsonArray items, ChangeKind.Add):
                items.Insert(int.Parse(path[^1], null), value);
                break;
            case (JsonArray items, ChangeKind.Remove):
                items.RemoveAt(int.Parse(path[^1], null));
                break;
            case (JsonArray items, _):
                items[int.Parse(path[^1], null)] = value;
                break;
            case (JsonObject members, ChangeKind.Remove):
                Assert.True(members.Remove(path[^1]));
                break;
            case (JsonObject members, var kind):
                Assert.Equal(kind is ChangeKind.Replace, members.ContainsKey(path[^1]));
                members[path[^1]] = value;
                break;
        }
    }
}
