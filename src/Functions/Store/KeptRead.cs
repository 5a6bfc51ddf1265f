namespace ToskaMesh.Functions.Store;

/// <param name="Until">From then on the answer may be another one.</param>
internal sealed record KeptRead<T>(T Answer, DateTimeOffset Until);
