using Microsoft.Azure.Functions.Worker.Middleware;

namespace ToskaMesh.Emulator.Worker.Builder;

/// <summary>The middleware of a worker, first added outermost.</summary>
internal sealed class WorkerPipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _middleware.Add(middleware);
    }

    /// <summary>The middleware around what executes the function.</summary>
    public FunctionExecutionDelegate Around(FunctionExecutionDelegate execution) =>
        Enumerable.Reverse(_middleware).Aggregate(execution, (next, middleware) => middleware(next));
}
