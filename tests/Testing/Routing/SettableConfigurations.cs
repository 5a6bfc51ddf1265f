using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Testing.Routing;

/// <summary>The settings that a test says there are.</summary>
public sealed class SettableConfigurations : IRoutedConfigurations
{
    public IReadOnlyList<RoutedConfiguration> All { get; set; } = [];

    /// <summary>Thrown instead of an answer.</summary>
    public Exception? Failure { get; set; }

    public Task<IReadOnlyList<RoutedConfiguration>> ReadAsync(CancellationToken cancellationToken) =>
        Failure is null ? Task.FromResult(All) : Task.FromException<IReadOnlyList<RoutedConfiguration>>(Failure);
}
