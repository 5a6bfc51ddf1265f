using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Watching;

/// <summary>Which settings hold, as the table that serves has it.</summary>
internal sealed class WatchedConfigurations
{
    private readonly ConcurrencyLimiterOptions _turns;
    private volatile Snapshot _current;

    public WatchedConfigurations(IOptions<GatewayOptions> options)
    {
        // Whoever is in the queue has a slot, so that all find room in it.
        var watch = options.Value.Watch;
        _turns = new ConcurrencyLimiterOptions { PermitLimit = watch.AnswersAtOnce, QueueLimit = watch.Limit, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
        _current = new Snapshot([], new ConcurrencyLimiter(_turns));
    }

    public Snapshot Current => _current;

    /// <summary>Takes what a new table says. Who waits learns of it only where it says something else.</summary>
    public void Use(IReadOnlyList<RoutedConfiguration> configurations)
    {
        var before = _current;
        if (!RoutedConfigurationRules.AreSame(before.Configurations, configurations))
        {
            _current = new Snapshot(configurations, new ConcurrencyLimiter(_turns));
            before.Supersede();
        }
    }

    /// <summary>What held at one time.</summary>
    internal sealed class Snapshot(IReadOnlyList<RoutedConfiguration> configurations, RateLimiter turns)
    {
        private readonly TaskCompletionSource _superseded = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<RoutedConfiguration> Configurations => configurations;

        /// <summary>
        /// Turns to ask the control plane for those whose wait ended with this snapshot: a change for all would have all
        /// ask at once. Each has its own, so that who learns of a later change, such as a rollback, is not behind these.
        /// </summary>
        public RateLimiter Turns => turns;

        /// <summary>Completes when another snapshot is the current one.</summary>
        public Task Superseded => _superseded.Task;

        public string Implied(WatchRequest request) =>
            RoutedConfigurationRules.Implied(configurations, request.Environment, request.Service, request.Instance);

        public void Supersede() => _superseded.SetResult();
    }
}
