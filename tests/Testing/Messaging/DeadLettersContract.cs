using System.Text;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using Xunit;

namespace ToskaMesh.Testing.Messaging;

/// <summary>What every adapter of <see cref="IDeadLetters"/> must do, and what it puts into the outbox of its store.</summary>
public abstract class DeadLettersContract : IAsyncLifetime
{
    private IDeadLetters? _letters;
    private IOutbox? _outbox;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private IDeadLetters Letters => _letters ?? throw new InvalidOperationException("The test has not started.");

    private IOutbox Outbox => _outbox ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync() => (_letters, _outbox) = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Add_TheSameAgain_IsOneLetterThatDiedTwice()
    {
        var message = Message(MeshEvents.Of("id-1"));
        await Letters.AddAsync("a", message, "first", Cancel);
        Time.Advance(TimeSpan.FromSeconds(1));

        await Letters.AddAsync("a", message, "second", Cancel);
        await Letters.AddAsync("b", message, null, Cancel);

        var letters = (await Letters.ListAsync(PageRequest.First, Cancel)).Items;
        Assert.Equal(2, letters.Count);
        Assert.Equal(
            new DeadLetter { Id = DeadLetter.IdOf("a", message), Consumer = "a", Message = message, Reason = "second", DiedAt = Time.GetUtcNow(), Deaths = 2 },
            letters.Single(letter => letter.Consumer == "a"));
    }

    [Fact]
    public async Task Add_FromManySides_IsOneLetter()
    {
        var message = Message(MeshEvents.Of("id-1"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Letters.AddAsync("a", message, null, Cancel), Cancel)));

        Assert.Equal(8, Assert.Single((await Letters.ListAsync(PageRequest.First, Cancel)).Items).Deaths);
    }

    [Fact]
    public async Task Add_AHugeMessage_IsCut()
    {
        await Letters.AddAsync("a", new string('x', DeadLetter.MaxMessageLength + 1), null, Cancel);

        Assert.Equal(DeadLetter.MaxMessageLength, Assert.Single((await Letters.ListAsync(PageRequest.First, Cancel)).Items).Message.Length);
    }

    [Fact]
    public async Task List_Pages_AreNewestFirstAndMeetWithoutAGap()
    {
        for (var i = 1; i <= 5; i++)
        {
            await Letters.AddAsync("a", Message(MeshEvents.Of($"id-{i}", i)), null, Cancel);
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await Letters.ListAsync(new PageRequest(3), Cancel);
        var second = await Letters.ListAsync(new PageRequest(3, first.Next), Cancel);

        Assert.Equal([5, 4, 3, 2, 1], first.Items.Concat(second.Items).Select(letter => letter.Event!.Revision));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Replay_PutsTheEventIntoTheOutboxForItsConsumer()
    {
        var @event = MeshEvents.Of("id-1");
        await Letters.AddAsync("a", Message(@event), "failed", Cancel);
        await Letters.AddAsync("b", Message(@event), "failed", Cancel);

        var result = await Letters.ReplayAsync(DeadLetter.IdOf("a", Message(@event)), Cancel);
        await Letters.ReplayAsync(DeadLetter.IdOf("b", Message(@event)), Cancel);

        Assert.Equal((ReplayOutcome.Replayed, Time.GetUtcNow()), (result.Outcome, result.Letter?.ReplayedAt));
        var due = await Outbox.ReadDueAsync(10, Cancel);
        Assert.Equal([(@event, "a"), (@event, "b")], due.Select(entry => (entry.Event, entry.Consumer)));
        await Outbox.MarkSentAsync([due[0].Sequence], Cancel);
        Assert.Equal("b", Assert.Single(await Outbox.ReadDueAsync(10, Cancel)).Consumer);
    }

    [Fact]
    public async Task Add_AfterAReplay_TakesTheMarkBack()
    {
        var message = Message(MeshEvents.Of("id-1"));
        await Letters.AddAsync("a", message, null, Cancel);
        await Letters.ReplayAsync(DeadLetter.IdOf("a", message), Cancel);

        await Letters.AddAsync("a", message, null, Cancel);

        Assert.Null(Assert.Single((await Letters.ListAsync(PageRequest.First, Cancel)).Items).ReplayedAt);
    }

    [Fact]
    public async Task Replay_OfWhatCannotBe_ChangesNothing()
    {
        await Letters.AddAsync("a", "no event", null, Cancel);

        Assert.Equal(new ReplayResult(ReplayOutcome.NotFound, null), await Letters.ReplayAsync("unknown", Cancel));
        Assert.Equal(ReplayOutcome.NotAnEvent, (await Letters.ReplayAsync(DeadLetter.IdOf("a", "no event"), Cancel)).Outcome);
        Assert.Empty(await Outbox.ReadDueAsync(10, Cancel));
    }

    [Fact]
    public async Task Discard_EndsIt()
    {
        await Letters.AddAsync("a", "no event", null, Cancel);
        var id = DeadLetter.IdOf("a", "no event");

        Assert.Equal("no event", (await Letters.DiscardAsync(id, Cancel))?.Message);
        Assert.Null(await Letters.DiscardAsync(id, Cancel));
        Assert.Empty((await Letters.ListAsync(PageRequest.First, Cancel)).Items);
    }

    /// <summary>New, empty ones on this clock.</summary>
    protected abstract ValueTask<(IDeadLetters Letters, IOutbox Outbox)> CreateAsync(FakeTimeProvider time);

    private static string Message(MeshEvent @event) => Encoding.UTF8.GetString(CloudEventJson.Serialize(@event));
}
