using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Shared.CatalogSync;
using ToskaMesh.Shared.KubernetesSync;

namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>Reads a cluster's annotated Services, and the endpoints of the namespaces that have some.</summary>
internal sealed partial class KubernetesCatalog(KubernetesConnection connection, IOptions<KubernetesOptions> options, ILogger<KubernetesCatalog> logger)
{
    private const int AtOnce = 4;

    private readonly KubernetesOptions _options = options.Value;

    /// <exception cref="Exception">The Services could not be read, or the endpoints of no namespace.</exception>
    public async Task<KubernetesAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        var client = connection.Open();
        var wanted = (await ReadServicesAsync(client, cancellationToken)).Select(KubernetesObjects.Describe).Where(KubernetesRules.IsWanted)
            .OrderBy(service => service.Namespace, StringComparer.Ordinal).ThenBy(service => service.Name, StringComparer.Ordinal).ToList();
        var taken = wanted.Take(_options.MaxServices).ToList();
        var slices = await ReadSlicesAsync(client, taken.Select(service => service.Namespace).Distinct(StringComparer.Ordinal), cancellationToken);
        return Describe(wanted, taken, slices);
    }

    private static KubernetesAnswer Describe(
        List<KubernetesService> wanted, List<KubernetesService> taken, IReadOnlyDictionary<string, ILookup<string, KubernetesSlice>> slices)
    {
        // Services of several namespaces can be one in the mesh: it is read when all of them are.
        var names = wanted.GroupBy(KubernetesRules.NameOf, StringComparer.OrdinalIgnoreCase).ToList();
        var refused = new List<RefusedInstance>();
        var read = new Dictionary<string, IReadOnlyList<CatalogInstance>>(StringComparer.OrdinalIgnoreCase);
        var there = taken.Where(service => slices.ContainsKey(service.Namespace)).ToHashSet();
        foreach (var name in names.Where(name => name.All(there.Contains)))
        {
            // One that says nothing of use, such as a port that it does not have, is not one that has no endpoints: what there was stays.
            var before = refused.Count;
            CatalogInstance[] instances = [.. name.SelectMany(service => Describe(service, slices[service.Namespace][service.Name], refused))];
            if (refused.Count == before)
            {
                read[name.Key] = instances;
            }
        }

        // It has nothing that could be imported, and nobody would see why: said, and what it was before has left.
        refused.AddRange(there.Where(service => service.IsExternalName).Select(service => Refuse(service, "is an ExternalName, which has no endpoints")));
        return new KubernetesAnswer(
            new CatalogReading([.. names.Select(name => name.Key)], read), refused, wanted.Count, taken.Count - there.Count, wanted.Count - taken.Count);
    }

    private static IReadOnlyList<CatalogInstance> Describe(KubernetesService service, IEnumerable<KubernetesSlice> slices, List<RefusedInstance> refused)
    {
        var instances = KubernetesRules.Describe(service, slices, out var reason);
        if (reason is not null)
        {
            refused.Add(Refuse(service, reason));
        }

        return instances;
    }

    private static RefusedInstance Refuse(KubernetesService service, string reason) =>
        new(KubernetesRules.NameOf(service), service.Namespace, service.Name, reason);

    private async Task<IReadOnlyList<V1Service>> ReadServicesAsync(Kubernetes client, CancellationToken cancellationToken)
    {
        var selector = _options.Selector is { Length: > 0 } given ? given : null;
        if (_options.IsEverywhere())
        {
            return await KubernetesPages.ReadAsync<V1ServiceList, V1Service>(next => client.CoreV1.ListServiceForAllNamespacesAsync(
                continueParameter: next, labelSelector: selector, limit: _options.PageSize, cancellationToken: cancellationToken));
        }

        var all = new ConcurrentBag<IReadOnlyList<V1Service>>();
        await EachAsync(
            _options.ListNamespaces(),
            async (space, stop) => all.Add(await KubernetesPages.ReadAsync<V1ServiceList, V1Service>(next => client.CoreV1.ListNamespacedServiceAsync(
                space, continueParameter: next, labelSelector: selector, limit: _options.PageSize, cancellationToken: stop))),
            cancellationToken);
        return [.. all.SelectMany(services => services)];
    }

    private async Task<IReadOnlyDictionary<string, ILookup<string, KubernetesSlice>>> ReadSlicesAsync(
        Kubernetes client, IEnumerable<string> namespaces, CancellationToken cancellationToken)
    {
        var read = new ConcurrentDictionary<string, ILookup<string, KubernetesSlice>>(StringComparer.Ordinal);
        var failures = new ConcurrentQueue<Exception>();
        await EachAsync(namespaces, ReadAsync, CancellationToken.None);
        return read.IsEmpty && failures.TryPeek(out var first) ? throw first : read;

        async ValueTask ReadAsync(string space, CancellationToken stop)
        {
            try
            {
                var slices = await KubernetesPages.ReadAsync<V1EndpointSliceList, V1EndpointSlice>(next => client.DiscoveryV1.ListNamespacedEndpointSliceAsync(
                    space, continueParameter: next, labelSelector: KubernetesObjects.ServiceLabel, limit: _options.PageSize, cancellationToken: cancellationToken));
                read[space] = slices.Select(KubernetesObjects.Describe).OfType<KubernetesSlice>().ToLookup(slice => slice.Service, StringComparer.Ordinal);
            }
            catch (Exception exception)
            {
                // One namespace that cannot be read stays as it is; the others need not wait for it.
                Log.NotRead(logger, space, exception);
                failures.Enqueue(exception);
            }
        }
    }

    private static Task EachAsync(IEnumerable<string> namespaces, Func<string, CancellationToken, ValueTask> read, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(namespaces, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, read);
}
