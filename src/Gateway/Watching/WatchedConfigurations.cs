using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Watching;

/// <summary>Which settings hold, as the table that serves has it.</summary>
internal sealed class WatchedConfigurations
{
    private volatile Snapshot _current = new([]);

    public Snapshot Current => _current;

    /// <summary>Takes what a new table says. Who waits learns of it only where it says something else.</summary>
    public void Use(IReadOnlyList<RoutedConfiguration> configurations)
    {
        var before = _current;
        if (!RoutedConfigurationRules.AreSame(before.Configurations, configurations))
        {
            _current = new Snapshot(configurations);
            before.Supersede();
        }
    }

    /// <summary>What held at one time.</summary>
    internal sealed class Snapshot(IReadOnlyList<RoutedConfiguration> configurations)
    {
        private readonly TaskCompletionSource _superseded = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<RoutedConfiguration> Configurations => configurations;

        /// <summary>Completes when another snapshot is the current one.</summary>
        public Task Superseded => _superseded.Task;

        public string Implied(WatchRequest request) =>
            RoutedConfigurationRules.Implied(configurations, request.Environment, request.Service, request.Instance);

        public void Supersede() => _superseded.SetResult();
    }
}
