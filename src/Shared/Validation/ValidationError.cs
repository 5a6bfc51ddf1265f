namespace ToskaMesh.Shared.Validation;

/// <param name="Pointer">Where in the document (RFC 6901); empty for the whole of it.</param>
/// <param name="Detail">What is wrong, for a person, completing "this value ...".</param>
public sealed record ValidationError(string Pointer, string Detail);
