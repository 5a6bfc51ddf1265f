namespace ToskaMesh.Infra.Tests.Settings;

/// <summary>A setting that a process of the mesh reads.</summary>
/// <param name="Name">With colons; <c>N</c> stands for a number in a list, <c>NAME</c> for a name that is free.</param>
/// <param name="Default">Empty where there is none.</param>
/// <param name="Meaning">As Markdown, from the documentation of the option.</param>
internal sealed record Setting(string Name, string Default, string Meaning)
{
    public const string FunctionApp = "function app";

    public const string Gateway = "gateway";

    /// <summary>Which processes read it.</summary>
    public IReadOnlyList<string> ReadBy { get; init; } = [];

    /// <summary>Whether whoever knows its value may do something: it goes into a vault, never into a template or a manifest.</summary>
    public bool IsSecret => Name.Split(':')[^1] is var last
        && (last.EndsWith("Key", StringComparison.Ordinal) || last is "Token" or "Password" or "Secret" or "ClientSecret");

    public static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
