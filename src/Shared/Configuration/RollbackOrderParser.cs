using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration;

/// <summary>Reads the body that goes back to an old version.</summary>
public static class RollbackOrderParser
{
    public static Parsed<RollbackOrder> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields =>
    {
        var version = fields.Required("version")?.Long(1, long.MaxValue);
        var notes = ConfigurationOrderParser.ReadNotes(fields);
        return version is null ? null : new RollbackOrder(version.Value, notes);
    });
}
