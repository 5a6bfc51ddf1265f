using System.Runtime.CompilerServices;
using Microsoft.DurableTask;

namespace ToskaMesh.Emulator.Durable.Client;

internal sealed class PagedResults<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> read) : AsyncPageable<T>
    where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        PagesAsync(continuationToken, pageSizeHint);

    private async IAsyncEnumerable<Page<T>> PagesAsync(
        string? continuation, int? size, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        do
        {
            var page = await read(continuation, size, cancellationToken);
            yield return page;
            continuation = page.ContinuationToken;
        }
        while (continuation is not null);
    }
}
