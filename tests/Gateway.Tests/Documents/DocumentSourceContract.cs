using ToskaMesh.Gateway.Documents;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Tests.Documents;

/// <summary>What every source of documents must do.</summary>
public abstract class DocumentSourceContract
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract IDocumentSource Source { get; }

    [Fact]
    public async Task Read_NoDocument_IsAnErrorAndNotEmpty() =>
        await Assert.ThrowsAnyAsync<IOException>(() => Source.ReadAsync(DocumentNames.RouteTable, null, Cancellation));

    [Fact]
    public async Task Read_DocumentThatIsGone_IsAnErrorAlsoForWhoKnowsIt()
    {
        await WriteAsync(DocumentNames.RouteTable, "one");
        var tag = (await Source.ReadAsync(DocumentNames.RouteTable, null, Cancellation))!.Tag;
        await DeleteAsync(DocumentNames.RouteTable);

        await Assert.ThrowsAnyAsync<IOException>(() => Source.ReadAsync(DocumentNames.RouteTable, tag, Cancellation));
    }

    [Fact]
    public async Task Read_Document_IsWhole()
    {
        var large = new string('x', 1_000_000);
        await WriteAsync(DocumentNames.RouteTable, large);
        await WriteAsync(DocumentNames.Credentials, "keys");

        Assert.Equal(large, await TextAsync(DocumentNames.RouteTable, null));
        Assert.Equal("keys", await TextAsync(DocumentNames.Credentials, null));
    }

    [Fact]
    public async Task Read_WithTheKnownTag_AnswersOnlyWhatIsNew()
    {
        await WriteAsync(DocumentNames.RouteTable, "one");
        var first = await Source.ReadAsync(DocumentNames.RouteTable, null, Cancellation);

        Assert.Null(await Source.ReadAsync(DocumentNames.RouteTable, first!.Tag, Cancellation));
        await WriteAsync(DocumentNames.RouteTable, "two");

        Assert.Equal("two", await TextAsync(DocumentNames.RouteTable, first.Tag));
        Assert.Equal("two", await TextAsync(DocumentNames.RouteTable, null));
    }

    [Fact]
    public async Task Read_Cancelled_IsNoFailureOfTheSource()
    {
        await WriteAsync(DocumentNames.RouteTable, "one");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Source.ReadAsync(DocumentNames.RouteTable, null, new CancellationToken(canceled: true)));
    }

    protected abstract Task WriteAsync(string name, string content);

    protected abstract Task DeleteAsync(string name);

    private async Task<string?> TextAsync(string name, string? tag) =>
        await Source.ReadAsync(name, tag, Cancellation) is { } read ? System.Text.Encoding.UTF8.GetString(read.Content.Span) : null;
}
