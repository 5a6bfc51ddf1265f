using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Gateway.Watching;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Watching;

/// <summary>A gateway before a control plane whose answer has a tag, and is 304 for whoever has it.</summary>
public sealed class ConfigurationWatchTests : IAsyncLifetime
{
    private const string Poll = "/api/Configurations/effective?service=orders&instance=orders-1&wait=60";

    private readonly ApiKey _key = ApiKey.Generate("orders");
    private Upstream _control = null!;
    private TestGateway _gateway = null!;
    private volatile string _tag = "\"a\"";
    private Func<HttpContext, Task>? _beforeAnswer;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Waiting => _gateway.Services.GetRequiredService<WatchSlots>().Taken;

    public async ValueTask InitializeAsync()
    {
        _control = await Upstream.StartAsync("control", AnswerAsync);
        await StartGatewayAsync([]);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _control.DisposeAsync();
    }

    [Fact]
    public async Task Caller_WithAnOldTag_IsAnsweredAtOnce()
    {
        using var response = await SendAsync(Poll, "\"old\"");

        Assert.Equal((HttpStatusCode.OK, "\"a\""), (response.StatusCode, response.Headers.ETag?.Tag));
        Assert.Single(_control.Received);
    }

    [Fact]
    public async Task Caller_WhoseSettingsChange_IsAnsweredThen_WithTheControlPlanesAnswer()
    {
        await PublishAsync(Settings("db", 1));
        var poll = SendAsync(Poll, "\"a\"");
        await Eventually.TrueAsync(() => Waiting == 1, "it waits");

        _tag = "\"b\"";
        await PublishAsync(Settings("db", 2));

        using var response = await poll;
        Assert.Equal((HttpStatusCode.OK, "\"b\"", "settings of \"b\""), (response.StatusCode, response.Headers.ETag?.Tag, await response.Content.ReadAsStringAsync(Cancellation)));
        Assert.Equal((2, 0), (_control.Received.Count, Waiting));
    }

    [Fact]
    public async Task Instance_ThatARolloutGivesAnotherVersion_IsAnswered_AndNoOther()
    {
        await PublishAsync(Settings("db", 1));
        var assigned = SendAsync(Poll, "\"a\"");
        var other = SendAsync(Poll.Replace("orders-1", "orders-2", StringComparison.Ordinal), "\"a\"");
        await Eventually.TrueAsync(() => Waiting == 2, "they wait");

        _tag = "\"b\"";
        await PublishAsync(Settings("db", 1) with { Rollout = new RoutedRollout { Version = 2, Hash = "2", Instances = ["orders-1"] } });

        using var response = await assigned;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, Waiting);
        await PublishAsync(Settings("db", 2));
        using var later = await other;
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task Change_WhileTheControlPlaneAnswers304_EndsTheWait()
    {
        await PublishAsync(Settings("db", 1));
        _beforeAnswer = async _ =>
        {
            _beforeAnswer = null;
            await PublishAsync(Settings("db", 2));
        };

        using var response = await SendAsync(Poll, "\"a\"");

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Equal(2, _control.Received.Count);
    }

    [Fact]
    public async Task NothingThatChanged_IsA304_WhenTheTimeIsOver()
    {
        using var response = await SendAsync(Poll.Replace("wait=60", "wait=00:00:01", StringComparison.Ordinal), "\"a\"");

        Assert.Equal((HttpStatusCode.NotModified, "\"a\""), (response.StatusCode, response.Headers.ETag?.Tag));
        Assert.Equal(2, _control.Received.Count);
    }

    [Fact]
    public async Task Settings_OfAnotherService_EndNoWait()
    {
        var poll = SendAsync(Poll, "\"a\"");
        await Eventually.TrueAsync(() => Waiting == 1, "it waits");
        await PublishAsync(Settings("stock", 1) with { Services = ["stock"] });
        _tag = "\"b\"";
        await PublishAsync(Settings("stock", 1) with { Services = ["stock"] }, Settings("db", 1));

        using var response = await poll;

        Assert.Equal("\"b\"", response.Headers.ETag?.Tag);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("tsk_orders_wrong")]
    public async Task Caller_WhomTheGatewayDoesNotKnow_IsPassedOnAtOnce(string? key)
    {
        using var response = await SendAsync(Poll, "\"a\"", key ?? "");

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Single(_control.Received);
    }

    [Theory]
    [InlineData("wait=301")]
    [InlineData("wait=-1")]
    [InlineData("wait=soon")]
    [InlineData("wait=60&wait=60")]
    [InlineData("wait=0")]
    public async Task Wait_ThatIsNone_IsPassedOnAtOnce(string wait)
    {
        using var response = await SendAsync(Poll.Replace("wait=60", wait, StringComparison.Ordinal), "\"a\"");

        Assert.Single(_control.Received);
    }

    [Fact]
    public async Task Change_ForMany_IsAskedAboutByAFewAtATime_AndALaterOneForAnotherIsNotBehindIt()
    {
        await _gateway.DisposeAsync();
        await StartGatewayAsync(new() { ["Mesh:Gateway:Watch:AnswersAtOnce"] = "2" });
        await PublishAsync(Of("orders", 1), Of("stock", 1));
        var polls = Enumerable.Range(0, 5).Select(_ => SendAsync(Poll, "\"a\"")).ToList();
        var canary = SendAsync(Poll.Replace("service=orders", "service=stock", StringComparison.Ordinal), "\"a\"");
        await Eventually.TrueAsync(() => Waiting == 6, "they wait");
        var (asking, most, answers) = (0, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _beforeAnswer = async context =>
        {
            if (!context.Request.QueryString.Value!.Contains("stock", StringComparison.Ordinal))
            {
                InterlockedMax(ref most, Interlocked.Increment(ref asking));
                await answers.Task;
                Interlocked.Decrement(ref asking);
            }
        };

        _tag = "\"b\"";
        await PublishAsync(Of("orders", 2), Of("stock", 1));
        await Eventually.TrueAsync(() => Volatile.Read(ref asking) == 2 && Waiting == 4, "two ask; three are behind them, and one waits");
        await PublishAsync(Of("orders", 2), Of("stock", 2));
        using var first = await canary;
        Assert.Equal("\"b\"", first.Headers.ETag?.Tag);
        answers.SetResult();

        var tags = (await Task.WhenAll(polls)).Select(response =>
        {
            using (response)
            {
                return response.Headers.ETag?.Tag;
            }
        });
        Assert.All(tags, tag => Assert.Equal("\"b\"", tag));
        Assert.Equal((2, 0), (most, Waiting));

        static RoutedConfiguration Of(string service, long version) => Settings(service, version) with { Services = [service] };
    }

    [Fact]
    public async Task Gateway_ThatDrains_LetsNobodyWait()
    {
        var poll = SendAsync(Poll, "\"a\"");
        await Eventually.TrueAsync(() => Waiting == 1, "it waits");

        await _gateway.StopAsync();

        using var response = await poll;
        Assert.Equal((HttpStatusCode.NotModified, true), (response.StatusCode, response.Headers.ConnectionClose));
    }

    [Fact]
    public async Task Caller_WhoLeaves_WaitsNoLonger()
    {
        using var leaving = new CancellationTokenSource();
        var poll = SendUntilAsync(Poll, "\"a\"", null, leaving.Token);
        await Eventually.TrueAsync(() => Waiting == 1, "it waits");

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        await Eventually.TrueAsync(() => Waiting == 0, "it waits no longer");
        Assert.Single(_control.Received);
    }

    [Fact]
    public async Task Caller_WithMoreThanItMayHave_IsToldWhenToComeAgain()
    {
        await _gateway.DisposeAsync();
        await StartGatewayAsync(new() { ["Mesh:Gateway:Watch:LimitPerCaller"] = "1" });
        var first = SendAsync(Poll, "\"a\"");
        await Eventually.TrueAsync(() => Waiting == 1, "it waits");

        using var second = await SendAsync(Poll, "\"a\"");

        Assert.Equal((HttpStatusCode.TooManyRequests, true), (second.StatusCode, second.Headers.RetryAfter is not null));
        Assert.Null(second.Headers.ETag);
        await PublishAsync(Settings("db", 1));
        using var done = await first;
        Assert.Equal(HttpStatusCode.NotModified, done.StatusCode);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var before = Volatile.Read(ref most); before < value; before = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, before);
        }
    }

    private static RoutedConfiguration Settings(string name, long version) =>
        new() { Name = name, Environment = "default", Version = version, Hash = $"{version}" };

    private async Task StartGatewayAsync(Dictionary<string, string?> settings)
    {
        var documents = new PublishedDocuments();
        documents.PublishKeys(TimeProvider.System.GetUtcNow(), Keys.Published(_key));
        _gateway = await TestGateway.StartAsync(new(settings) { ["Mesh:Gateway:ControlPlane"] = $"http://127.0.0.1:{_control.Port}" }, documents: documents);
        await Eventually.TrueAsync(() => _gateway.Credentials.Applied is not null, "keys applied");
    }

    private async Task PublishAsync(params RoutedConfiguration[] settings)
    {
        _gateway.Documents.Configurations = settings;
        await _gateway.PublishAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var tag = _tag;
        await (_beforeAnswer?.Invoke(context) ?? Task.CompletedTask);
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await context.Response.WriteAsync($"settings of {tag}");
    }

    private Task<HttpResponseMessage> SendAsync(string path, string tag, string? key = null) => SendUntilAsync(path, tag, key, Cancellation);

    private async Task<HttpResponseMessage> SendUntilAsync(string path, string tag, string? key, CancellationToken leaving)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (key != "")
        {
            request.Headers.Add(ApiKey.Header, key ?? _key.Reveal());
        }

        return await _gateway.Client.SendAsync(request, leaving);
    }
}
