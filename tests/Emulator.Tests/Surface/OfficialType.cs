namespace ToskaMesh.Emulator.Tests.Surface;

/// <summary>A public type as the official package has it.</summary>
internal sealed record OfficialType(string Declaration, string? AttributeUsage, IReadOnlySet<string> Members)
{
    public OfficialType Union(OfficialType other) =>
        this with { Members = Members.Union(other.Members).ToHashSet() };
}
