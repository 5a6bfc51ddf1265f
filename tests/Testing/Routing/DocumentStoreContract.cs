using ToskaMesh.Shared.Routing;
using Xunit;

namespace ToskaMesh.Testing.Routing;

/// <summary>What every adapter of <see cref="IDocumentStore"/> must do.</summary>
public abstract class DocumentStoreContract
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Another store on the same documents, as another process would have it; empty at first.</summary>
    protected abstract IDocumentStore Open();

    [Fact]
    public async Task Read_NoDocument_IsNull() =>
        Assert.Null(await Open().ReadAsync(DocumentNames.RouteTable, Cancel));

    [Fact]
    public async Task Write_First_IsReadByEveryStore()
    {
        var tag = await Open().TryWriteAsync(DocumentNames.RouteTable, "one"u8.ToArray(), null, Cancel);

        var read = await Open().ReadAsync(DocumentNames.RouteTable, Cancel);
        Assert.Equal("one"u8.ToArray(), read?.Content.ToArray());
        Assert.Equal(tag, read?.Tag);
        Assert.NotNull(tag);
    }

    [Fact]
    public async Task Write_WithTheTag_Replaces()
    {
        var store = Open();
        var first = await store.TryWriteAsync(DocumentNames.RouteTable, "one"u8.ToArray(), null, Cancel);

        var second = await store.TryWriteAsync(DocumentNames.RouteTable, "two"u8.ToArray(), first, Cancel);

        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Equal("two"u8.ToArray(), (await store.ReadAsync(DocumentNames.RouteTable, Cancel))?.Content.ToArray());
    }

    [Fact]
    public async Task Write_WithAnotherTagOrNone_ChangesNothing()
    {
        var store = Open();
        var first = await store.TryWriteAsync(DocumentNames.RouteTable, "one"u8.ToArray(), null, Cancel);
        await store.TryWriteAsync(DocumentNames.RouteTable, "two"u8.ToArray(), first, Cancel);

        Assert.Null(await store.TryWriteAsync(DocumentNames.RouteTable, "three"u8.ToArray(), first, Cancel));
        Assert.Null(await store.TryWriteAsync(DocumentNames.RouteTable, "three"u8.ToArray(), null, Cancel));
        Assert.Equal("two"u8.ToArray(), (await store.ReadAsync(DocumentNames.RouteTable, Cancel))?.Content.ToArray());
    }

    [Fact]
    public async Task Write_TagOfADocumentThatIsGone_ChangesNothing()
    {
        Assert.Null(await Open().TryWriteAsync(DocumentNames.RouteTable, "one"u8.ToArray(), "tag", Cancel));
        Assert.Null(await Open().ReadAsync(DocumentNames.RouteTable, Cancel));
    }

    [Fact]
    public async Task Write_OneDocument_LeavesTheOther()
    {
        await Open().TryWriteAsync(DocumentNames.RouteTable, "routes"u8.ToArray(), null, Cancel);
        await Open().TryWriteAsync(DocumentNames.Credentials, "keys"u8.ToArray(), null, Cancel);

        Assert.Equal("routes"u8.ToArray(), (await Open().ReadAsync(DocumentNames.RouteTable, Cancel))?.Content.ToArray());
    }

    [Fact]
    public async Task Write_ManyAtOnce_NoneIsLost()
    {
        const int Writers = 4, Each = 25;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => CountAsync(Open(), Each), Cancel)));

        var read = await Open().ReadAsync(DocumentNames.RouteTable, Cancel);
        Assert.Equal(Writers * Each, read?.Content.Length);
    }

    // Adds one byte at a time, each after reading what is there: a lost write would leave the document too short.
    private static async Task CountAsync(IDocumentStore store, int times)
    {
        while (times > 0)
        {
            var read = await store.ReadAsync(DocumentNames.RouteTable, Cancel);
            byte[] longer = [.. read?.Content.ToArray() ?? [], 1];
            times -= await store.TryWriteAsync(DocumentNames.RouteTable, longer, read?.Tag, Cancel) is null ? 0 : 1;
        }
    }
}
