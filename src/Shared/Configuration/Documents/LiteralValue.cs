namespace ToskaMesh.Shared.Configuration.Documents;

/// <param name="Json">A number in its canonical form, <c>true</c>, <c>false</c> or <c>null</c>.</param>
internal sealed record LiteralValue(string Json) : ContentValue
{
    public static LiteralValue Null { get; } = new("null");

    public static LiteralValue Of(bool value) => new(value ? "true" : "false");
}
