using System.Globalization;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests.Configuration;

/// <summary>An instance of the sample with a supervisor, which starts it again at once whenever it ends: with the same id, at the same port.</summary>
internal sealed class SupervisedInstance : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<string, string> _settings;
    private readonly List<ChildProcess> _lives = [];
    private readonly Lock _lock = new();
    private readonly string _url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}");
    private readonly Task _running;

    public SupervisedInstance(string id, Dictionary<string, string> settings)
    {
        Id = id;
        _settings = new Dictionary<string, string>(settings) { ["Mesh__InstanceId"] = id };
        _running = SuperviseAsync();
    }

    public string Id { get; }

    /// <summary>How often it was started.</summary>
    public int Starts
    {
        get
        {
            lock (_lock)
            {
                return _lives.Count;
            }
        }
    }

    public string Printed
    {
        get
        {
            lock (_lock)
            {
                return string.Join('\n', _lives.Select(life => life.WholeOutput));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var life in _lives)
        {
            await life.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private async Task SuperviseAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var life = ChildProcess.Dotnet(Built.Greeter, ["--urls", _url], _settings);
            lock (_lock)
            {
                _lives.Add(life);
            }

            await life.WaitForExitAsync(_stopping.Token);
        }
    }
}
