using ToskaMesh.Gateway.Telemetry;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Gateway.Access;

/// <summary>
/// Whether the credentials are older than they may get, or there are none yet. Old ones still authenticate: an outage of
/// the control plane stops no traffic; only revocation is no longer guaranteed, which this makes visible. Without any,
/// nobody is recognised.
/// </summary>
internal sealed class CredentialAge
{
    private readonly TimeProvider _timeProvider;
    private long _issuedAtTicks;

    public CredentialAge(TimeProvider timeProvider, MeshMeter meter)
    {
        _timeProvider = timeProvider;
        meter.Meter.CreateObservableGauge(
            "toska_credentials_stale", () => IsStale ? 1 : 0, description: "1 while the credentials are past their maximum age, and revocation is not guaranteed, or none have come yet, and nobody is recognised.");
    }

    /// <summary>Whether some have come, however old.</summary>
    public bool HasAny => Interlocked.Read(ref _issuedAtTicks) != 0;

    public bool IsStale => _timeProvider.GetUtcNow().UtcTicks - Interlocked.Read(ref _issuedAtTicks) > CredentialTable.MaxAge.Ticks;

    public void Issued(DateTimeOffset at) => Interlocked.Exchange(ref _issuedAtTicks, at.UtcTicks);
}
