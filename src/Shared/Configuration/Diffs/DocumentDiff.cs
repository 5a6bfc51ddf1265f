using System.Text.Json;
using ToskaMesh.Shared.Configuration.Documents;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Diffs;

/// <summary>
/// What makes one document of another: for the same two always the same operations, members in their order. Items of
/// arrays are compared place by place; what one array has more is added or removed at its end.
/// </summary>
public static class DocumentDiff
{
    /// <summary>Applied in their order to the first (RFC 6902), they give the second.</summary>
    public static IReadOnlyList<DocumentChange> Between(ConfigurationDocument before, ConfigurationDocument after)
    {
        var changes = new List<DocumentChange>();
        Compare(before.Root, after.Root, "", changes);
        return changes;
    }

    private static void Compare(JsonElement before, JsonElement after, string pointer, List<DocumentChange> changes)
    {
        switch (before.ValueKind, after.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                CompareMembers(before, after, pointer, changes);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                CompareItems(before, after, pointer, changes);
                break;
            case var _ when before.GetRawText() != after.GetRawText():
                changes.Add(new DocumentChange(ChangeKind.Replace, pointer, after, before));
                break;
        }
    }

    private static void CompareMembers(JsonElement before, JsonElement after, string pointer, List<DocumentChange> changes)
    {
        var (old, @new) = (Members(before), Members(after));
        foreach (var name in old.Keys.Union(@new.Keys).Order(StringComparer.Ordinal))
        {
            var place = JsonPointer.Append(pointer, name);
            var (had, has) = (old.TryGetValue(name, out var was), @new.TryGetValue(name, out var value));
            if (had && has)
            {
                Compare(was, value, place, changes);
            }
            else
            {
                changes.Add(had
                    ? new DocumentChange(ChangeKind.Remove, place, null, was)
                    : new DocumentChange(ChangeKind.Add, place, value, null));
            }
        }
    }

    // An element looks for a name among all that it has.
    private static Dictionary<string, JsonElement> Members(JsonElement element) =>
        element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);

    private static void CompareItems(JsonElement before, JsonElement after, string pointer, List<DocumentChange> changes)
    {
        JsonElement[] old = [.. before.EnumerateArray()];
        JsonElement[] @new = [.. after.EnumerateArray()];
        for (var i = 0; i < Math.Min(old.Length, @new.Length); i++)
        {
            Compare(old[i], @new[i], JsonPointer.Append(pointer, i), changes);
        }

        // From the end, so that the places of those before it stay what they are.
        for (var i = old.Length - 1; i >= @new.Length; i--)
        {
            changes.Add(new DocumentChange(ChangeKind.Remove, JsonPointer.Append(pointer, i), null, old[i]));
        }

        for (var i = old.Length; i < @new.Length; i++)
        {
            changes.Add(new DocumentChange(ChangeKind.Add, JsonPointer.Append(pointer, i), @new[i], null));
        }
    }
}
