using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Health;

/// <summary>All parts of the control plane, as they are now.</summary>
public sealed class HealthParts
{
    private readonly PartObserver[] _observers;

    public HealthParts(IServiceProvider services) =>
        _observers =
        [
            .. services.GetServices<IHealthPart>().Select(part => new PartObserver(
                part, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<HealthParts>>())),
        ];

    internal Task<HealthAnswer> ObserveAsync() => ObserveAsync(_observers);

    internal Task<HealthAnswer> ObserveVitalAsync() => ObserveAsync(_observers.Where(observer => observer.IsVital));

    private static async Task<HealthAnswer> ObserveAsync(IEnumerable<PartObserver> observers) =>
        HealthAnswer.Of(await Task.WhenAll(observers.Select(observer => observer.ObserveAsync())));
}
