using ToskaMesh.Gateway.Telemetry;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Gateway.Access;

/// <summary>
/// Whether the credentials are older than they may get. Keys still authenticate then: an outage of the control plane
/// stops no traffic; only revocation is no longer guaranteed, which this makes visible.
/// </summary>
internal sealed class CredentialAge
{
    private readonly TimeProvider _timeProvider;
    private long _issuedAtTicks;

    public CredentialAge(TimeProvider timeProvider, MeshMeter meter)
    {
        _timeProvider = timeProvider;
        meter.Meter.CreateObservableGauge(
            "toska_credentials_stale", () => IsStale ? 1 : 0, description: "1 while the credentials are past their maximum age, and revocation is not guaranteed.");
    }

    public bool IsStale =>
        Interlocked.Read(ref _issuedAtTicks) is var ticks and not 0
        && _timeProvider.GetUtcNow().UtcTicks - ticks > CredentialTable.MaxAge.Ticks;

    public void Issued(DateTimeOffset at) => Interlocked.Exchange(ref _issuedAtTicks, at.UtcTicks);
}
