using System.Text.Json;
using System.Text.Unicode;

namespace ToskaMesh.Shared.Validation;

/// <summary>Opens a JSON document of the wire: UTF-8, one object, no comments, of bounded depth.</summary>
public static class JsonBody
{
    public const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>Reads the document's object with <paramref name="read"/>; its null, or any fault it noted, is a failure.</summary>
    public static Parsed<T> Parse<T>(ReadOnlyMemory<byte> body, Func<JsonFields, T?> read)
        where T : class
    {
        var errors = new ValidationErrors();
        var value = Read(body, read, errors);
        return new Parsed<T>(errors.Any ? null : value, errors.ToList());
    }

    private static T? Read<T>(ReadOnlyMemory<byte> body, Func<JsonFields, T?> read, ValidationErrors errors)
        where T : class
    {
        if (body.IsEmpty)
        {
            errors.Add("", "must be a JSON object, but the body is empty");
            return null;
        }

        if (!Utf8.IsValid(body.Span))
        {
            errors.Add("", "must be JSON in UTF-8 (RFC 8259)");
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return new JsonField(document.RootElement, "", errors).Object(read);
        }
        catch (JsonException exception)
        {
            errors.Add("", $"must be JSON of at most {MaxDepth} levels: it stops being so at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}");
            return null;
        }
    }
}
