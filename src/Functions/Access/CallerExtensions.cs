using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Access;

/// <summary>Carries the authenticated caller from the middleware to the function.</summary>
internal static class CallerExtensions
{
    public static void SetCaller(this FunctionContext context, Caller caller) => context.Features.Set(caller);

    /// <summary>Null for an anonymous caller.</summary>
    public static Caller? FindCaller(this FunctionContext context) => context.Features.Get<Caller>();

    /// <exception cref="InvalidOperationException">The function is open to anonymous callers.</exception>
    public static Caller GetCaller(this FunctionContext context) =>
        context.FindCaller() ?? throw new InvalidOperationException(
            $"{context.FunctionDefinition.Name} needs a caller: declare [Access(AccessLevel.Authenticated)] or more.");
}
