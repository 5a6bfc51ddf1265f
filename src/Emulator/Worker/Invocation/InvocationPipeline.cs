using Microsoft.Azure.Functions.Worker.Middleware;

namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>The worker's middleware with the function's execution inside.</summary>
internal sealed record InvocationPipeline(FunctionExecutionDelegate Run);
