using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Samples.Hosting;

/// <summary>
/// Keeps the service at the configuration that the mesh has for this instance: a long poll through the gateway, applied
/// and acknowledged. Whatever fails, the configuration before stays, and it tries again.
/// </summary>
internal sealed partial class MeshConfiguration(
    MeshService service,
    MeshSettings settings,
    MeshConfigurationClient mesh,
    IMeshConfigured configured,
    MeshJoin join,
    TimeProvider time,
    ILogger<MeshConfiguration> logger) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Between two questions: the function app itself answers at once, and only the gateway waits.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly string _instanceId = settings.IdFor(service.Name);
    private readonly Dictionary<LayerVersion, string?> _toTell = [];
    private string? _tag;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var query = $"service={Uri.EscapeDataString(service.Name)}&instance={Uri.EscapeDataString(_instanceId)}&environment={Uri.EscapeDataString(settings.Environment)}";

        // Before that there is none for this instance. A version that ends the process is then seen for what it is: a restart.
        await join.Joined.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            var start = time.GetTimestamp();
            if (!await TryAsync(query, stoppingToken) && time.GetElapsedTime(start) < Pause)
            {
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>Whether there was another configuration.</returns>
    private async Task<bool> TryAsync(string query, CancellationToken cancellationToken)
    {
        try
        {
            await AcknowledgeAsync(cancellationToken);
            if (await mesh.WaitAsync(query, _tag, _toTell.Count > 0 ? Pause : Longest, cancellationToken) is not { } other)
            {
                return false;
            }

            using (other.Answer)
            {
                Take(other.Answer.RootElement);
            }

            _tag = other.Tag;
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or JsonException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Log.Unreadable(logger, _instanceId, error.Message);
            }

            return false;
        }
    }

    private void Take(JsonElement answer)
    {
        LayerVersion[] layers = [.. answer.GetProperty("layers").EnumerateArray().Select(layer => new LayerVersion(
            layer.GetProperty("name").GetString()!, layer.GetProperty("environment").GetString()!, layer.GetProperty("version").GetInt64()))];
        var error = Apply(answer.GetProperty("content"), layers);

        // Also of versions that were told before: another rollout, or one that was resumed, asks anew.
        foreach (var layer in layers)
        {
            _toTell[layer] = error;
        }
    }

    // Of what the service throws any kind is a refusal: it must not end the watch.
    private string? Apply(JsonElement content, LayerVersion[] layers)
    {
        var versions = string.Join(", ", layers.Select(layer => layer.ToString()));
        try
        {
            configured.Apply(content);
            Log.Applied(logger, _instanceId, versions);
            return null;
        }
        catch (Exception error)
        {
            Log.Refused(logger, _instanceId, versions, error.Message);
            return error.Message;
        }
    }

    private async Task AcknowledgeAsync(CancellationToken cancellationToken)
    {
        foreach (var (layer, error) in _toTell.ToList())
        {
            try
            {
                await mesh.AcknowledgeAsync(_instanceId, layer, error, cancellationToken);
                _toTell.Remove(layer);
            }
            catch (HttpRequestException failure)
            {
                Log.NotAcknowledged(logger, _instanceId, layer, failure.Message);
            }
        }
    }
}
