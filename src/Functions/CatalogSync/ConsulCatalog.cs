using System.Collections.Concurrent;
using Consul;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Shared.CatalogSync;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>Reads a datacenter's catalog: the services, and the health of each.</summary>
internal sealed partial class ConsulCatalog(IConsulClient consul, IOptions<ConsulOptions> options, ILogger<ConsulCatalog> logger)
{
    private const int AtOnce = 8;

    /// <exception cref="Exception">The catalog could not be read, or no service of it.</exception>
    public async Task<CatalogAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        var query = new QueryOptions { Datacenter = options.Value.Datacenter };
        var services = await consul.Catalog.Services(query, cancellationToken);
        var listed = Believe(services, "catalog");
        if (listed.Count == 0)
        {
            throw new ConsulReadException("Consul's catalog lists not even Consul itself: the token may read no service.");
        }

        var tag = options.Value.Tag is { Length: > 0 } wanted ? wanted : null;
        var names = listed.Where(service => ConsulServices.IsWanted(service.Key, service.Value ?? [], tag))
            .Select(service => service.Key).Order(StringComparer.Ordinal).ToList();
        var read = await ReadHealthAsync(names.Take(options.Value.MaxServices), tag, query, cancellationToken);
        return new CatalogAnswer(new CatalogReading(names, read), services.LastIndex, Math.Max(0, names.Count - options.Value.MaxServices));
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<CatalogInstance>>> ReadHealthAsync(
        IEnumerable<string> names, string? tag, QueryOptions query, CancellationToken cancellationToken)
    {
        var read = new ConcurrentDictionary<string, IReadOnlyList<CatalogInstance>>(StringComparer.Ordinal);
        var failures = new ConcurrentQueue<Exception>();
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (name, _) =>
        {
            try
            {
                var entries = Believe(await consul.Health.Service(Uri.EscapeDataString(name), tag, false, query, cancellationToken), "service");
                read[name] = [.. entries.Select(ConsulEntries.Describe)];
            }
            catch (Exception exception)
            {
                // One service that cannot be read stays as it is; the others need not wait for it.
                Log.NotRead(logger, name, exception);
                failures.Enqueue(exception);
            }
        });
        return read.IsEmpty && failures.TryPeek(out var first) ? throw first : read;
    }

    private static T Believe<T>(QueryResult<T> result, string what)
        where T : class
    {
        if (result.Response is not { } response)
        {
            throw new ConsulReadException($"Consul knows no {what} at this address.");
        }

        if (result.LastIndex == 0)
        {
            throw new ConsulReadException($"Consul's {what} came without an index.");
        }

        return result.KnownLeader ? response : throw new ConsulReadException("Consul has no leader: what it answers may be old.");
    }
}
