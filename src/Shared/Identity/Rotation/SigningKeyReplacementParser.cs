using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Identity.Rotation;

/// <summary>Reads the body that asks for another signing key; none is one with the defaults.</summary>
public static class SigningKeyReplacementParser
{
    /// <summary>Of the notes; with what is said before them they fit into a record of the audit.</summary>
    public const int NotesLength = 400;

    public static Parsed<SigningKeyReplacement> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body.IsEmpty ? "{}"u8.ToArray() : body, Read);

    private static SigningKeyReplacement Read(JsonFields fields) =>
        new(fields.Optional("revoke")?.Boolean() ?? false, fields.Optional("notes")?.Text(0, NotesLength));
}
