using Azure.Messaging.ServiceBus;
using ToskaMesh.Testing;

namespace ToskaMesh.Emulator.Tests.ServiceBus;

public class ServiceBusClientTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Message_ThatIsReceived_IsWhatWasSent()
    {
        await using var place = await Namespace.ConnectAsync();
        await place.DeclareAsync("one", "two");
        await using var client = new ServiceBusClient(place.ConnectionString);
        var sent = new ServiceBusMessage("body ü")
        {
            MessageId = "m-1",
            Subject = "s-1",
            ContentType = "application/cloudevents+json",
            CorrelationId = "c-1",
            ReplyTo = "r-1",
            TimeToLive = TimeSpan.FromHours(1),
            ApplicationProperties = { ["type"] = "t-1", ["revision"] = 7L },
        };
        await client.CreateSender(place.Topic).SendMessageAsync(sent, TestContext.Current.CancellationToken);
        foreach (var subscription in new[] { "one", "two" })
        {
            var receiver = client.CreateReceiver(place.Topic, subscription, new ServiceBusReceiverOptions());
            var message = await receiver.ReceiveMessageAsync(Soon, TestContext.Current.CancellationToken);
            Assert.Equal("body ü", message.Body.ToString());
            Assert.Equal(("m-1", "s-1", "c-1", "r-1"), (message.MessageId, message.Subject, message.CorrelationId, message.ReplyTo));
            Assert.Equal("application/cloudevents+json", message.ContentType);
            Assert.Equal("t-1", message.ApplicationProperties["type"]);
            Assert.Equal(7L, message.ApplicationProperties["revision"]);
            Assert.Equal(1, message.DeliveryCount);
            await receiver.CompleteMessageAsync(message, TestContext.Current.CancellationToken);
        }

        await client.DisposeAsync();
        Assert.Equal(0u, await place.CountAsync($"{place.Topic}.one"));
    }

    [Fact]
    public async Task Message_ThatIsAbandoned_ComesAgain()
    {
        await using var place = await Namespace.ConnectAsync();
        await place.DeclareAsync("one");
        await place.SendAsync("again");
        await using var client = new ServiceBusClient(place.ConnectionString);
        var receiver = client.CreateReceiver(place.Topic, "one", new ServiceBusReceiverOptions());
        await receiver.AbandonMessageAsync(
            await receiver.ReceiveMessageAsync(Soon, TestContext.Current.CancellationToken), cancellationToken: TestContext.Current.CancellationToken);
        var message = await receiver.ReceiveMessageAsync(Soon, TestContext.Current.CancellationToken);
        Assert.Equal("again", message.Body.ToString());
    }

    [Fact]
    public async Task Message_OfAReceiverThatEnds_GoesBack()
    {
        await using var place = await Namespace.ConnectAsync();
        await place.DeclareAsync("one");
        await place.SendAsync("locked");
        await using (var client = new ServiceBusClient(place.ConnectionString))
        {
            var receiver = client.CreateReceiver(place.Topic, "one", new ServiceBusReceiverOptions());
            Assert.NotNull(await receiver.ReceiveMessageAsync(Soon, TestContext.Current.CancellationToken));
            Assert.Null(await receiver.ReceiveMessageAsync(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken));
        }

        await Eventually.TrueAsync(async () => await place.CountAsync($"{place.Topic}.one") == 1, "the message is back");
    }

    [Fact]
    public async Task Entity_ThatIsMissing_IsNotFoundUntilItIsThere()
    {
        await using var place = await Namespace.ConnectAsync();
        await using var client = new ServiceBusClient(place.ConnectionString);
        var sender = client.CreateSender(place.Topic);
        var receiver = client.CreateReceiver(place.Topic, "one", new ServiceBusReceiverOptions());
        var notSent = await Assert.ThrowsAsync<ServiceBusException>(
            () => sender.SendMessageAsync(new ServiceBusMessage("x"), TestContext.Current.CancellationToken));
        var notReceived = await Assert.ThrowsAsync<ServiceBusException>(
            () => receiver.ReceiveMessageAsync(Soon, TestContext.Current.CancellationToken));
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, notSent.Reason);
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, notReceived.Reason);
        await place.DeclareAsync("one");
        await sender.SendMessageAsync(new ServiceBusMessage("x"), TestContext.Current.CancellationToken);
        Assert.NotNull(await receiver.ReceiveMessageAsync(Soon, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Broker_ThatIsAway_IsATransientFailure()
    {
        var connectionString = $"Endpoint=sb://127.0.0.1:{FreePort.Next()};SharedAccessKeyName=a;SharedAccessKey=b;UseDevelopmentEmulator=true";
        await using var client = new ServiceBusClient(connectionString);
        var error = await Assert.ThrowsAsync<ServiceBusException>(
            () => client.CreateSender("topic").SendMessageAsync(new ServiceBusMessage("x"), TestContext.Current.CancellationToken));
        Assert.Equal(ServiceBusFailureReason.ServiceCommunicationProblem, error.Reason);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task Batch_TakesMessages_UntilItIsFull()
    {
        await using var place = await Namespace.ConnectAsync();
        await place.DeclareAsync();
        await using var client = new ServiceBusClient(place.ConnectionString);
        using var batch = await client.CreateSender(place.Topic).CreateMessageBatchAsync(TestContext.Current.CancellationToken);
        Assert.True(batch.TryAddMessage(new ServiceBusMessage(new byte[200 * 1024])));
        Assert.False(batch.TryAddMessage(new ServiceBusMessage(new byte[60 * 1024])));
        Assert.Equal(1, batch.Count);
        Assert.InRange(batch.SizeInBytes, 200 * 1024, batch.MaxSizeInBytes);
    }

    [Fact]
    public async Task WhatPlainAmqpDoesNotHave_IsRefusedWithASentence()
    {
        await using var client = new ServiceBusClient("Endpoint=sb://127.0.0.1;SharedAccessKeyName=a;SharedAccessKey=b");
        var sender = client.CreateSender("topic");
        var receiver = client.CreateReceiver("queue", new ServiceBusReceiverOptions());
        await Assert.ThrowsAsync<NotSupportedException>(
            () => sender.SendMessageAsync(new ServiceBusMessage("x") { SessionId = "s" }, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<NotSupportedException>(
            () => sender.SendMessageAsync(new ServiceBusMessage("x") { ScheduledEnqueueTime = DateTimeOffset.MaxValue }, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<NotSupportedException>(() => receiver.PeekMessagesAsync(1, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<NotSupportedException>(() => client.CreateReceiver("queue", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter }));
    }

    [Theory]
    [InlineData("SharedAccessKeyName=a;SharedAccessKey=secret", "no Endpoint")]
    [InlineData("Endpoint=sb://x;SharedAccessKey=secret", "no SharedAccessKeyName")]
    [InlineData("Endpoint=sb://x;SharedAccessKeyName=a", "no SharedAccessKey")]
    [InlineData("secret", "no Endpoint")]
    public void ConnectionString_ThatIsNone_IsRefusedAndNotRepeated(string connectionString, string reason)
    {
        var error = Assert.Throws<FormatException>(() => new ServiceBusClient(connectionString));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
