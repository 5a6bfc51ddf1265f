using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Testing.Routing;

/// <summary>The explicit routes that a test says there are.</summary>
public sealed class SettableRoutes : IExplicitRoutes
{
    public IReadOnlyList<ExplicitRoute> All { get; set; } = [];

    /// <summary>Thrown instead of an answer.</summary>
    public Exception? Failure { get; set; }

    public Task<IReadOnlyList<ExplicitRoute>> ReadAsync(CancellationToken cancellationToken) =>
        Failure is null ? Task.FromResult(All) : Task.FromException<IReadOnlyList<ExplicitRoute>>(Failure);
}
