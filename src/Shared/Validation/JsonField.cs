using System.Text.Json;

namespace ToskaMesh.Shared.Validation;

/// <summary>One value of a document with its place. Each reader answers null after noting why there is no such value.</summary>
public readonly partial struct JsonField
{
    private readonly JsonElement _element;
    private readonly ValidationErrors _errors;

    internal JsonField(JsonElement element, string pointer, ValidationErrors errors) =>
        (_element, Pointer, _errors) = (element, pointer, errors);

    public delegate bool TryParse<T>(string text, out T? value);

    public string Pointer { get; }

    internal bool IsNull => _element.ValueKind is JsonValueKind.Null;

    public void Fault(string detail) => _errors.Add(Pointer, detail);

    /// <summary>A string of that many UTF-16 units, without control characters (but line breaks and tabs if <paramref name="multiline"/>).</summary>
    public string? Text(int min, int max, bool multiline = false)
    {
        if (String() is not { } text)
        {
            return null;
        }

        if (text.Length < min || text.Length > max)
        {
            Fault($"must have {min} to {max} characters");
            return null;
        }

        if (text.Any(character => char.IsControl(character) && !(multiline && character is '\n' or '\r' or '\t')))
        {
            Fault("must not contain control characters");
            return null;
        }

        return text;
    }

    /// <summary>A string that <paramref name="parse"/> takes.</summary>
    public T? As<T>(TryParse<T> parse, string rule)
        where T : class
    {
        if (String() is not { } text)
        {
            return null;
        }

        if (parse(text, out var value))
        {
            return value;
        }

        Fault(rule);
        return null;
    }

    public int? Integer(int min, int max) => (int?)Long(min, max);

    public long? Long(long min, long max)
    {
        if (_element.ValueKind is JsonValueKind.Number && _element.TryGetInt64(out var value) && value >= min && value <= max)
        {
            return value;
        }

        Fault($"must be a whole number from {min} to {max}");
        return null;
    }

    public bool? Boolean()
    {
        if (_element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return _element.GetBoolean();
        }

        Fault("must be true or false");
        return null;
    }

    /// <summary>Any JSON value as it stands, of that many UTF-16 units.</summary>
    public string? Raw(int max)
    {
        var text = _element.GetRawText();
        if (text.Length <= max)
        {
            return text;
        }

        Fault($"must be at most {max} characters of JSON");
        return null;
    }

    /// <summary>One of the names without case, or one of the numbers, of <typeparamref name="TEnum"/>.</summary>
    /// <param name="allowed">Only these; all where there are none.</param>
    public TEnum? Enumeration<TEnum>(params TEnum[] allowed)
        where TEnum : struct, Enum
    {
        var spelled = _element.ValueKind switch
        {
            JsonValueKind.String => JsonText.OfValue(_element),
            JsonValueKind.Number when _element.TryGetInt32(out var number) => Enum.GetName(typeof(TEnum), number),
            _ => null,
        };
        var names = allowed.Length > 0 ? allowed.Select(one => one.ToString()).ToArray() : Enum.GetNames<TEnum>();
        var name = names.FirstOrDefault(name => name.Equals(spelled, StringComparison.OrdinalIgnoreCase));
        if (name is not null)
        {
            return Enum.Parse<TEnum>(name);
        }

        Fault($"must be one of {string.Join(", ", names.Select(JsonNamingPolicy.CamelCase.ConvertName))}");
        return null;
    }

    internal bool IsOneOf(params ReadOnlySpan<string> words) =>
        _element.ValueKind is JsonValueKind.String && JsonText.OfValue(_element) is { } text
            && words.Contains(text, StringComparer.OrdinalIgnoreCase);

    public T? Object<T>(Func<JsonFields, T?> read)
        where T : class
    {
        if (_element.ValueKind is not JsonValueKind.Object)
        {
            Fault("must be an object");
            return null;
        }

        var fields = new JsonFields(_element, Pointer, _errors);
        var value = read(fields);
        fields.RefuseOthers();
        return value;
    }

    private string? String()
    {
        if (_element.ValueKind is not JsonValueKind.String)
        {
            Fault("must be a string");
            return null;
        }

        var text = JsonText.OfValue(_element);
        if (text is null)
        {
            Fault("must be Unicode text");
        }

        return text;
    }
}
