using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Health;
using ToskaMesh.Testing.Observations;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Observations;

public sealed class ReceiveReportTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingProber _prober = new();
    private readonly InMemoryMeshStore _store;
    private readonly ReceiveReport _receive;

    public ReceiveReportTests()
    {
        _store = new InMemoryMeshStore(_time);
        _receive = new ReceiveReport(_store.Reports, _prober, NullLogger<ReceiveReport>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_InstancesWhoseStateChanged_AreProbed_AndNoOthers()
    {
        var probed = await _receive.RunAsync(
            Reports.From(
                "gw",
                Reports.Changed("a", ObservedState.Ejected),
                Reports.Counted("b", _time.GetUtcNow(), TimeSpan.FromSeconds(1), new RequestFigures(1, 1, 0)),
                Reports.Changed("c", ObservedState.Passing)),
            Cancel);

        Assert.Equal(2, probed);
        Assert.Equal([InstanceId.Parse("a"), InstanceId.Parse("c")], Assert.Single(_prober.Asked));
    }

    [Fact]
    public async Task Run_NothingChanged_ProbesNothing()
    {
        Assert.Equal(0, await _receive.RunAsync(Reports.From("gw"), Cancel));
        Assert.Empty(_prober.Asked);
    }

    [Fact]
    public async Task Run_StoreUnreachable_ProbesNothing_SinceTheGatewayTriesAgain()
    {
        _store.IsUnreachable = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _receive.RunAsync(Reports.From("gw", Reports.Changed("a", ObservedState.Ejected)), Cancel));

        Assert.Empty(_prober.Asked);
    }

    [Theory]
    [InlineData(1, 5, null, false)]
    [InlineData(1, 5, 5L, false)]
    [InlineData(1, 4, 5L, true)]
    [InlineData(2, 1, 5L, false)]
    [InlineData(0, 0, 5L, true)]
    public void IsBehind_ComparesEpochAndVersion(long epoch, long version, long? published, bool expected)
    {
        FollowedDocument[] documents = epoch == 0 ? [] : [Reports.Applied(epoch, version, _time.GetUtcNow())];
        var gateway = SeenGateway.After(null, Reports.From("gw") with { Documents = documents }, _time.GetUtcNow());

        Assert.Equal(expected, gateway.IsBehind(published is { } number ? new TableVersion(1, number) : null));
    }
}
