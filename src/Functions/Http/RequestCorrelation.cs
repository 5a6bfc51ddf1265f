namespace ToskaMesh.Functions.Http;

/// <summary>The request's name in logs, for whatever is recorded of it.</summary>
internal sealed record RequestCorrelation(string Id);
