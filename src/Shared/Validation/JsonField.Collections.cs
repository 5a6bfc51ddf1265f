using System.Text.Json;

namespace ToskaMesh.Shared.Validation;

public readonly partial struct JsonField
{
    /// <summary>An array of at most <paramref name="max"/> values; those at fault are left out.</summary>
    public IReadOnlyList<T>? Items<T>(int max, Func<JsonField, T?> read)
        where T : class
    {
        if (_element.ValueKind is not JsonValueKind.Array)
        {
            Fault("must be an array");
            return null;
        }

        if (_element.GetArrayLength() > max)
        {
            Fault($"must have at most {max} items");
            return null;
        }

        var items = new List<T>();
        var index = 0;
        foreach (var element in _element.EnumerateArray())
        {
            if (read(new JsonField(element, JsonPointer.Append(Pointer, index++), _errors)) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }

    /// <summary>An object whose members the caller names, at most <paramref name="max"/> of them; names keep their case.</summary>
    public IReadOnlyDictionary<string, string>? Map(int max, int maxKey, Func<JsonField, string?> read) =>
        Map(max, maxKey, (_, field) => read(field));

    /// <summary>The same, where what a member may hold depends on its name.</summary>
    public IReadOnlyDictionary<string, string>? Map(int max, int maxKey, Func<string, JsonField, string?> read)
    {
        if (_element.ValueKind is not JsonValueKind.Object)
        {
            Fault("must be an object");
            return null;
        }

        if (_element.GetPropertyCount() > max)
        {
            Fault($"must have at most {max} members");
            return null;
        }

        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in _element.EnumerateObject())
        {
            AddTo(map, JsonText.OfName(property), maxKey, property.Value, read);
        }

        return map;
    }

    private void AddTo(
        SortedDictionary<string, string> map, string? name, int maxKey, JsonElement element, Func<string, JsonField, string?> read)
    {
        if (name is null or { Length: 0 } || name.Length > maxKey || name.Any(char.IsControl))
        {
            Fault($"has a member whose name is not 1 to {maxKey} characters without control characters");
            return;
        }

        var field = new JsonField(element, JsonPointer.Append(Pointer, name), _errors);
        if (read(name, field) is { } value && !map.TryAdd(name, value))
        {
            field.Fault("stands more than once");
        }
    }
}
