namespace ToskaMesh.Functions.Http;

/// <param name="Pointer">The place in the body at fault (RFC 6901); null when it is not the body's fault.</param>
/// <param name="Parameter">The query or path parameter at fault.</param>
public sealed record ProblemError(string? Pointer, string? Parameter, string Detail);
