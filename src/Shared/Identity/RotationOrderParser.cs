using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Identity;

/// <summary>Reads the body that asks for a rotation; none is one with the defaults.</summary>
public static class RotationOrderParser
{
    public static Parsed<RotationOrder> Parse(ReadOnlyMemory<byte> body) =>
        body.IsEmpty ? new Parsed<RotationOrder>(new RotationOrder(ApiKeyRules.DefaultOverlap), []) : JsonBody.Parse(body, Read);

    private static RotationOrder Read(JsonFields fields) =>
        new(fields.Optional("overlap")?.Duration(TimeSpan.Zero, ApiKeyRules.LongestOverlap) ?? ApiKeyRules.DefaultOverlap);
}
