using System.Text;
using RabbitMQ.Client;
using ToskaMesh.Emulator.RabbitMQ;
using ToskaMesh.Emulator.Tests.Samples;
using ToskaMesh.Emulator.Tests.Samples.RabbitMQ;
using ToskaMesh.Testing;

namespace ToskaMesh.Emulator.Tests.RabbitMQ;

public class RabbitMqTriggerTests
{
    private readonly Handled _handled = new();

    [Fact]
    public async Task Message_IsHandled_AndGone()
    {
        await using var broker = await Broker.ConnectAsync();
        await broker.DeclareAsync();
        await using var host = await broker.StartHostAsync(_handled);
        await broker.PublishAsync("text ü");
        await Eventually.TrueAsync(() => _handled.Messages.Count == 1, "the message is handled");
        Assert.Equal("text ü", Assert.Single(_handled.Messages));
        await host.StopAsync();
        Assert.Equal(0u, await broker.CountAsync());
    }

    [Theory]
    [InlineData("bytes", "\u0001\u007f", "017F")]
    [InlineData("orders", """{ "ID": "o-1", "count": 3, "colour": 1 }""", "o-1 3 Green")]
    public async Task Payload_IsMade_WhatTheParameterWants(string queue, string body, string expected)
    {
        await using var broker = await Broker.ConnectAsync();
        await broker.DeclareAsync(queue);
        await using var host = await broker.StartHostAsync(_handled, [typeof(PayloadFunctions)]);
        await broker.PublishAsync(queue, Encoding.UTF8.GetBytes(body));
        await Eventually.TrueAsync(() => _handled.Messages.Count == 1, "the message is handled");
        Assert.Equal(expected, Assert.Single(_handled.Messages));
    }

    [Fact]
    public async Task BindingData_Tells_WhatTheBrokerToldOfTheMessage()
    {
        await using var broker = await Broker.ConnectAsync();
        await broker.DeclareAsync("data");
        await using var host = await broker.StartHostAsync(_handled, [typeof(PayloadFunctions)]);
        await broker.PublishAsync("data", "x"u8.ToArray(), new BasicProperties { MessageId = "m-1", Headers = new Dictionary<string, object?> { ["n"] = 7 } });
        await Eventually.TrueAsync(() => _handled.Messages.Count == 1, "the message is handled");
        var seen = Assert.Single(_handled.Messages);
        Assert.StartsWith("x data false  {", seen, StringComparison.Ordinal);
        Assert.Contains("\"MessageId\":\"m-1\"", seen, StringComparison.Ordinal);
        Assert.Contains("\"n\":7", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_ThatAlwaysFails_IsDeadAfterFiveTries()
    {
        await using var broker = await Broker.ConnectAsync();
        await broker.DeclareAsync();
        _handled.Behaviour = (message, _) => message == "poison" ? Task.FromException(new InvalidOperationException("no")) : Task.CompletedTask;
        await using var host = await broker.StartHostAsync(_handled);
        await broker.PublishAsync("poison", "good");
        var dead = await broker.TakeAsync(Broker.DeadLetters);
        Assert.Equal("poison", Encoding.UTF8.GetString(dead.Body.Span));
        Assert.Equal(4, dead.BasicProperties.Headers![RabbitMqMessage.RequeueCount]);
        Assert.True(dead.BasicProperties.Persistent);
        Assert.Equal(5, _handled.Messages.Count(m => m == "poison"));
        Assert.Equal(1, _handled.Messages.Count(m => m == "good"));
        Assert.Equal(0u, await broker.CountAsync());
    }

    [Fact]
    public async Task Message_ThatIsNoJson_FailsWithoutReachingTheFunction()
    {
        await using var broker = await Broker.ConnectAsync();
        await broker.DeclareAsync("orders");
        await using var host = await broker.StartHostAsync(_handled, [typeof(PayloadFunctions)]);
        await broker.PublishAsync("orders", "{ nonsense"u8.ToArray());
        await broker.TakeAsync(Broker.DeadLetters);
        Assert.Empty(_handled.Messages);
    }

    [Fact]
    public async Task Messages_AreHandled_OneAtATime()
    {
        await using var broker = await Broker.ConnectAsync();
        await broker.DeclareAsync();
        var bodies = Enumerable.Range(0, 100).Select(i => $"{i}").ToArray();
        await broker.PublishAsync(bodies);
        await using var host = await broker.StartHostAsync(_handled);
        await Eventually.TrueAsync(() => _handled.Messages.Count == bodies.Length, "all are handled");
        Assert.Equal(1, _handled.MostAtATime);
        Assert.Equal(bodies, _handled.Messages);
    }

    [Fact]
    public async Task Hosts_OfOneQueue_ShareItsMessages()
    {
        await using var broker = await Broker.ConnectAsync();
        await broker.DeclareAsync();
        var other = new Handled();
        await using var host = await broker.StartHostAsync(_handled);
        await using var secondHost = await broker.StartHostAsync(other);
        await Eventually.TrueAsync(async () => await broker.ConsumersAsync() == 2, "both listen");
        await broker.PublishAsync([.. Enumerable.Range(0, 100).Select(i => $"{i}")]);
        await Eventually.TrueAsync(() => _handled.Messages.Count + other.Messages.Count == 100, "all are handled");
        Assert.Equal(100, _handled.Messages.Concat(other.Messages).Distinct().Count());
        Assert.NotEmpty(_handled.Messages);
        Assert.NotEmpty(other.Messages);
    }

    [Fact]
    public async Task Stop_WithARunningInvocation_SettlesItsMessageAndLeavesTheOthers()
    {
        await using var broker = await Broker.ConnectAsync();
        await broker.DeclareAsync();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _handled.Behaviour = (_, _) => open.Task;
        await using var host = await broker.StartHostAsync(_handled);
        await broker.PublishAsync("first", "second", "third");
        await Eventually.TrueAsync(() => _handled.Messages.Count == 1, "the first runs");
        var stop = host.StopAsync();
        Assert.False(stop.IsCompleted);
        open.SetResult();
        await stop;
        Assert.Equal("first", Assert.Single(_handled.Messages));
        Assert.Equal(2u, await broker.CountAsync());
    }

    [Fact]
    public async Task Queue_ThatIsMissing_IsWaitedForAndNeverDeclared()
    {
        await using var broker = await Broker.ConnectAsync();
        await using var host = await broker.StartHostAsync(_handled);
        await host.AdminAsync("/admin/host/status");
        await broker.DeclareAsync();
        await broker.PublishAsync("late");
        await Eventually.TrueAsync(() => _handled.Messages.Contains("late"), "the queue is found");
        await broker.DeleteAsync();
        await broker.DeclareAsync();
        await broker.PublishAsync("again");
        await Eventually.TrueAsync(() => _handled.Messages.Contains("again"), "the queue is found again");
    }

    [Theory]
    [InlineData("Unnamed", "ConnectionStringSetting is missing")]
    [InlineData("Unset", "'NotThere' has no value")]
    [InlineData("NoUri", "no amqp URI")]
    [InlineData("NoQueue", "'NoQueue' has no value")]
    [InlineData("NoOutputQueue", "QueueName is missing")]
    public async Task Function_ThatIsNotConfigured_IsInErrorAndTheHostStaysUp(string function, string reason)
    {
        var options = Broker.HostOptions(new Uri("amqp://127.0.0.1:1"), _handled, [typeof(UnconfiguredFunctions)], ("Secret", "hunter2"));
        await using var host = await Tests.Host.EmulatorHost.StartAsync(options);
        var status = await host.AdminAsync($"/admin/functions/{function}/status");
        var error = status.GetProperty("errors")[0].GetString();
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_ThatIsDisabled_RunsByHandOnly()
    {
        await using var broker = await Broker.ConnectAsync();
        await broker.DeclareAsync();
        await broker.PublishAsync("waits");
        await using var host = await broker.StartHostAsync(_handled, ("AzureWebJobs.TakeText.Disabled", "true"));
        await host.StartFunctionAsync("TakeText", "by hand");
        await Eventually.TrueAsync(() => _handled.Messages.Count == 1, "the run by hand");
        Assert.Equal("by hand", Assert.Single(_handled.Messages));
        Assert.Equal(0u, await broker.ConsumersAsync());
        Assert.Equal(1u, await broker.CountAsync());
    }

    [Fact]
    public async Task RetryAttribute_OnThisTrigger_StopsTheStartAsItStopsTheOfficialBuild()
    {
        var options = Broker.HostOptions(new Uri("amqp://127.0.0.1:1"), _handled, [typeof(RetryingFunctions)]);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Tests.Host.EmulatorHost.StartAsync(options));
        Assert.Contains("AZFW0012", error.Message, StringComparison.Ordinal);
    }
}
