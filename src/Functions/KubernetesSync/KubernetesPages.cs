using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>Reads a list of the API server page by page. All of it, or a failure: half a list would read as departures.</summary>
internal static class KubernetesPages
{
    /// <summary>Objects of one list; more than that is no list for a mesh that is read every few seconds.</summary>
    public const int MaxObjects = 50_000;

    /// <param name="read">One page, after the continue token that is given.</param>
    /// <exception cref="KubernetesReadException">There are more than <see cref="MaxObjects"/>, or pages without an end.</exception>
    public static async Task<IReadOnlyList<TItem>> ReadAsync<TList, TItem>(Func<string?, Task<TList>> read)
        where TList : IKubernetesObject<V1ListMeta>, IItems<TItem>
    {
        try
        {
            return await ReadOnceAsync<TList, TItem>(read);
        }
        catch (HttpOperationException exception) when (exception.Response?.StatusCode is HttpStatusCode.Gone)
        {
            // The version that the pages are of is no longer kept: from the beginning, once.
            return await ReadOnceAsync<TList, TItem>(read);
        }
    }

    private static async Task<IReadOnlyList<TItem>> ReadOnceAsync<TList, TItem>(Func<string?, Task<TList>> read)
        where TList : IKubernetesObject<V1ListMeta>, IItems<TItem>
    {
        var all = new List<TItem>();
        string? next = null;
        do
        {
            var page = await read(next);
            if (page?.Items is not { } items)
            {
                throw new KubernetesReadException("The API server answered with something that is no list.");
            }

            all.AddRange(items);
            var before = next;
            next = page.Metadata?.ContinueProperty;
            if (all.Count > MaxObjects || (next?.Length > 0 && (next == before || items.Count == 0)))
            {
                throw new KubernetesReadException($"The API server's list has more than {MaxObjects} objects, or no end.");
            }
        }
        while (next?.Length > 0);
        return all;
    }
}
