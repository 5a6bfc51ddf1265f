using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples;

/// <summary>A response needs no attribute to be one.</summary>
public sealed record ImplicitPart(HttpResponseData Answer, string Unbound);
