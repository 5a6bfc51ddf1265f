using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Gateway.Telemetry;

namespace ToskaMesh.Gateway.Watching;

/// <summary>Bounds how many requests wait, of all callers and of each.</summary>
internal sealed class WatchSlots
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byCaller = new(StringComparer.Ordinal);
    private readonly WatchOptions _options;
    private int _taken;

    public WatchSlots(IOptions<GatewayOptions> options, MeshMeter meter)
    {
        _options = options.Value.Watch;
        meter.Meter.CreateObservableGauge("toska_gateway_watches", () => Volatile.Read(ref _taken), description: "Requests that wait for their effective configuration to change.");
    }

    public int Taken => Volatile.Read(ref _taken);

    /// <returns>False when there is none left; else it is to be given back.</returns>
    public bool TryTake(string caller)
    {
        lock (_lock)
        {
            var own = _byCaller.GetValueOrDefault(caller);
            if (_taken >= _options.Limit || own >= _options.LimitPerCaller)
            {
                return false;
            }

            _byCaller[caller] = own + 1;
            _taken++;
            return true;
        }
    }

    public void GiveBack(string caller)
    {
        lock (_lock)
        {
            _taken--;
            var own = _byCaller[caller] - 1;
            if (own == 0)
            {
                _byCaller.Remove(caller);
            }
            else
            {
                _byCaller[caller] = own;
            }
        }
    }
}
