namespace ToskaMesh.Shared.Configuration.Documents;

/// <summary>Why a text is no content of a configuration.</summary>
/// <param name="detail">For a person, with line and column where they are known.</param>
internal sealed class ContentFaultException(string detail) : Exception(detail)
{
    public static ContentFaultException At(long line, long column, string detail) => new($"at line {line}, column {column}: {detail}");

    public static ContentFaultException At(string pointer, string detail) => new($"at {(pointer.Length == 0 ? "the top" : pointer)}: {detail}");
}
