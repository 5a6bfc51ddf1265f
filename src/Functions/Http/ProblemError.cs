namespace ToskaMesh.Functions.Http;

/// <summary>One fault of a request, of its body or of its path and query.</summary>
public sealed record ProblemError
{
    /// <summary>The place in the body at fault (RFC 6901).</summary>
    public string? Pointer { get; init; }

    /// <summary>The parameter of path or query at fault.</summary>
    public string? Parameter { get; init; }

    public required string Detail { get; init; }

    internal static ProblemError OfBody(string pointer, string detail) => new() { Pointer = pointer, Detail = detail };

    internal static ProblemError OfParameter(string parameter, string detail) => new() { Parameter = parameter, Detail = detail };
}
