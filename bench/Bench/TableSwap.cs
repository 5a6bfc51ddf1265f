using System.Globalization;
using System.Threading.Channels;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Bench;

/// <summary>
/// What a change costs in a large mesh: compiles the whole route table, writes it, and waits until the gateway routes by
/// it, while requests to a service that does not change arrive at a fixed rate, whatever becomes of those before. Each
/// swap is followed by as long a time without one, so that waits on a busy machine are not put down to it.
/// </summary>
internal sealed class TableSwap : IDisposable
{
    /// <summary>Requests a second: little work, but one is due in every 2 ms of a swap.</summary>
    private const int Rate = 500;

    private const int Connections = 32;

    // One in so many services changes with each swap, as in a rollout.
    private const int ChangedOf = 100;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string _file;
    private readonly Uri _gateway;
    private readonly int _upstream;
    private readonly int _instances;
    private readonly ServiceWithInstances[] _services;
    private readonly Channel<long> _due = Channel.CreateUnbounded<long>();
    private readonly HttpClient _http = new();
    private readonly Lock _lock = new();
    private double _worst;
    private int _failed;

    private TableSwap(string file, Uri gateway, string upstream, string services, string instances)
    {
        _file = file;
        _gateway = gateway;
        _upstream = int.Parse(upstream, CultureInfo.InvariantCulture);
        var count = int.Parse(services, CultureInfo.InvariantCulture);
        _instances = int.Parse(instances, CultureInfo.InvariantCulture) / count;
        _services = [.. Enumerable.Range(0, count).Select(index => Service(index, change: 0))];
    }

    /// <summary>Prints one line: median milliseconds to compile, write and apply, and the worst waits with and without a swap.</summary>
    public static async Task<int> RunAsync(string file, Uri gateway, string upstream, string services, string instances, string roundsText)
    {
        using var swap = new TableSwap(file, gateway, upstream, services, instances);
        return await swap.RunAsync(int.Parse(roundsText, CultureInfo.InvariantCulture));
    }

    public void Dispose() => _http.Dispose();

    private async Task<int> RunAsync(int rounds)
    {
        // The first table fills the gateway, the second warms up what compares.
        await SwapAsync(1);
        await SwapAsync(2);
        using var stop = new CancellationTokenSource();
        var load = ReleaseAsync(stop.Token);
        var workers = Enumerable.Range(0, Connections).Select(_ => Task.Run(WorkAsync)).ToList();
        await WaitAsync(After);
        Worst();
        var (compiled, written, applied, with, without) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var begin = TimeProvider.System.GetTimestamp();
            var (compile, write, apply) = await SwapAsync(round + 3);
            await WaitAsync(After);
            with.Add(Worst());
            var took = TimeProvider.System.GetElapsedTime(begin);
            compiled.Add(compile);
            written.Add(write);
            applied.Add(apply);
            await WaitAsync(took);
            without.Add(Worst());
        }

        await stop.CancelAsync();
        await load;
        await Task.WhenAll(workers);
        Console.WriteLine(string.Join(' ', new[] { Median(compiled), Median(written), Median(applied), with.Max(), without.Max() }.Select(Percentiles.Text)));
        return _failed == 0 ? 0 : Fail();
    }

    private async Task<(double Compile, double Write, double Apply)> SwapAsync(int version)
    {
        for (var index = version % ChangedOf; index < _services.Length; index += ChangedOf)
        {
            _services[index] = Service(index, version);
        }

        // The snapshot stands for what the store has read.
        var marker = $"swap-{version}";
        var snapshot = new RegistrySnapshot([.. _services, Steady(marker), Steady("steady")], 1, version, Now, Now, default);
        var start = TimeProvider.System.GetTimestamp();
        var table = RouteTableCompiler.Compile(snapshot, SigningKeySet.None, HealthProber.Functions).With(new TableVersion(1, version));
        var document = RouteTableJson.Serialize(table);
        var compile = Since(start);

        // The load is of this process, too: whatever the work above held up is not the gateway's.
        await WaitAsync(Settle);
        Worst();
        start = TimeProvider.System.GetTimestamp();
        await WriteAsync(document);
        var write = Since(start);

        start = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Look);
        while (!await IsRoutedAsync(marker))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Deadline)
            {
                throw new InvalidOperationException($"the gateway does not route by version {version}.");
            }

            await timer.WaitForNextTickAsync();
        }

        return (compile, write, Since(start));
    }

    // As the file store: a synced file, renamed.
    private async Task WriteAsync(byte[] document)
    {
        var temporary = $"{_file}.tmp";
        await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 0))
        {
            await file.WriteAsync(document);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, _file, overwrite: true);
    }

    private async Task<bool> IsRoutedAsync(string service)
    {
        using var response = await _http.GetAsync(new Uri(_gateway, $"/mesh/{service}/"));
        return response.IsSuccessStatusCode;
    }

    private async Task ReleaseAsync(CancellationToken stop)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (var released = 0L; !stop.IsCancellationRequested;)
        {
            await clock.WaitForNextTickAsync(CancellationToken.None);
            var now = TimeProvider.System.GetTimestamp();
            for (var until = (long)(TimeProvider.System.GetElapsedTime(start, now).TotalSeconds * Rate); released < until; released++)
            {
                _due.Writer.TryWrite(now);
            }
        }

        _due.Writer.Complete();
    }

    private async Task WorkAsync()
    {
        using var connection = await RawConnection.OpenAsync(new Uri(_gateway, "/mesh/steady/"));
        await foreach (var due in _due.Reader.ReadAllAsync())
        {
            var isAnswered = await connection.AskAsync();
            lock (_lock)
            {
                _failed += isAnswered ? 0 : 1;
                _worst = Math.Max(_worst, Since(due));
            }
        }
    }

    // And begins anew.
    private double Worst()
    {
        lock (_lock)
        {
            var worst = _worst;
            _worst = 0;
            return worst;
        }
    }

    private ServiceWithInstances Service(int index, int change) => new(
        new RegisteredService { Name = ServiceName.Parse($"service-{index}"), Access = AccessPolicy.Anonymous },
        [.. Enumerable.Range(0, _instances).Select(number => Instance($"service-{index}", $"i-{index}-{number}", $"10.{index / 250 % 250}.{index % 250}.{number % 250}", 8080, 1 + (change % 7)))]);

    private ServiceWithInstances Steady(string name) => new(
        new RegisteredService { Name = ServiceName.Parse(name), Access = AccessPolicy.Anonymous },
        [Instance(name, $"{name}-1", "127.0.0.1", _upstream, 1)]);

    private static ServiceInstance Instance(string service, string id, string address, int port, int weight) => new()
    {
        ServiceName = ServiceName.Parse(service),
        ServiceId = InstanceId.Parse(id),
        Address = ServiceAddress.Parse(address),
        Port = port,
        Weight = weight,
        Tags = ["http"],
        Version = "1.0.0",
        Lease = TimeSpan.FromHours(1),
        ExpiresAt = Now + TimeSpan.FromHours(1),
        Status = HealthStatus.Healthy,
        RegisteredAt = Now,
        StartedAt = Now,
        LastUpdated = Now,
        Fingerprint = id,
    };

    private static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    private static double Since(long start) => TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;

    private static double Median(List<double> values) => Percentiles.Of([.. values.Order()], 50);

    private static async Task WaitAsync(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync();
    }

    private int Fail()
    {
        Console.Error.WriteLine($"{_failed} requests failed.");
        return 1;
    }
}
