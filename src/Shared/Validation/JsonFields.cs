using System.Text.Json;

namespace ToskaMesh.Shared.Validation;

/// <summary>
/// The members of one JSON object, taken by name. A fault is noted and reading goes on, so that a caller learns of all
/// of them at once; what nobody took is a fault, too, since a field that is accepted must be enforced. Names are
/// compared without case, as the original system did.
/// </summary>
public sealed class JsonFields
{
    private readonly Dictionary<string, JsonField> _members = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _taken = [];
    private readonly string _pointer;
    private readonly ValidationErrors _errors;

    internal JsonFields(JsonElement element, string pointer, ValidationErrors errors)
    {
        (_pointer, _errors) = (pointer, errors);
        foreach (var property in element.EnumerateObject())
        {
            Add(JsonText.OfName(property), property.Value);
        }
    }

    /// <summary>Null, and a fault, when the member is absent or null.</summary>
    public JsonField? Required(string name)
    {
        var field = Optional(name);
        if (field is null)
        {
            Fault(name, "is required");
        }

        return field;
    }

    /// <summary>Whether the member is there and not null; it is not taken.</summary>
    public bool Has(string name) => _members.TryGetValue(name, out var field) && !field.IsNull;

    /// <summary>Null when the member is absent or null.</summary>
    public JsonField? Optional(string name)
    {
        _taken.Add(name);
        return _members.Remove(name, out var field) && !field.IsNull ? field : null;
    }

    /// <summary>Notes a fault of a member that only shows when it is seen with others.</summary>
    public void Fault(string name, string detail) => _errors.Add(JsonPointer.Append(_pointer, name), detail);

    /// <summary>Refuses members for a reason that the caller should know, when they are there.</summary>
    public void Refuse(string detail, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Optional(name) is not null)
            {
                Fault(name, detail);
            }
        }
    }

    /// <summary>Takes members that cannot be judged because another one is at fault.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            Optional(name);
        }
    }

    /// <summary>Call last: whatever was not taken is refused.</summary>
    internal void RefuseOthers()
    {
        foreach (var (_, field) in _members)
        {
            field.Fault($"is not known here; known are {string.Join(", ", _taken)}");
        }
    }

    private void Add(string? name, JsonElement value)
    {
        if (name is null)
        {
            _errors.Add(_pointer, "has a member whose name is no Unicode text");
            return;
        }

        if (!_members.TryAdd(name, new JsonField(value, JsonPointer.Append(_pointer, name), _errors)))
        {
            Fault(name, "stands more than once");
        }
    }
}
