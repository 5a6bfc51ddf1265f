using System.Text.Json;
using Azure.Storage.Blobs;
using ToskaMesh.Emulator.Timers;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Emulator.Tests.Timers;

public sealed class BlobTimerStatusStoreTests : TimerStatusStoreContract, IAsyncLifetime
{
    private string _account = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _account = (await SharedServer.OfAsync<AzuriteServer>()).NewAccount();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Write_UnderTheGenuineHostsName_IsTheGenuineHostsDocument()
    {
        var noon = TimerWorld.Noon;
        await Create().WriteAsync(TimerBlobNames.For("app", "Sweep").Status, new TimerStatus(noon, noon.AddMinutes(5), noon), Cancellation);

        var container = new BlobServiceClient(_account).GetBlobContainerClient("azure-webjobs-hosts");
        var document = await container.GetBlobClient("timers/app/Host.Functions.Sweep/status").DownloadContentAsync(Cancellation);
        var properties = document.Value.Content.ToObjectFromJson<Dictionary<string, DateTimeOffset>>()!;
        Assert.Equal(
            new() { ["Last"] = noon, ["Next"] = noon.AddMinutes(5), ["LastUpdated"] = noon },
            properties);
    }

    [Fact]
    public async Task Read_BlobIsNoStatus_Throws()
    {
        var container = new BlobServiceClient(_account).GetBlobContainerClient("timers");
        await container.CreateAsync(cancellationToken: Cancellation);
        await container.UploadBlobAsync("b", BinaryData.FromString("{"), Cancellation);

        await Assert.ThrowsAsync<JsonException>(() => Create().ReadAsync("timers/b", Cancellation));
    }

    private protected override ITimerStatusStore Create() => new BlobTimerStatusStore(TimerBlobs.Connect(_account));

    private protected override ITimerStatusStore CreateFailing() => new BlobTimerStatusStore(TimerBlobs.Connect(AzuriteServer.Unreachable()));
}
