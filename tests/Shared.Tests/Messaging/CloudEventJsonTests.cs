using System.Text;
using CsCheck;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing.Messaging;

namespace ToskaMesh.Shared.Tests.Messaging;

public sealed class CloudEventJsonTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var @event = MeshEvents.Of("id-1") with
        {
            Revision = long.MaxValue,
            Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567),
        };

        Assert.Equal(@event, CloudEventJson.Read(Encoding.UTF8.GetString(CloudEventJson.Serialize(@event))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"specversion":"1.0","id":"not-a-uuid","type":"t","subject":"s","time":"2026-01-01T00:00:00Z","revision":"1","data":{}}""")]
    [InlineData("""{"specversion":"0.3","id":"019b7ca9-8c88-7cf6-82d6-90ccc808aa79","type":"t","subject":"s","time":"2026-01-01T00:00:00Z","revision":"1","data":{}}""")]
    [InlineData("""{"specversion":"1.0","id":"019b7ca9-8c88-7cf6-82d6-90ccc808aa79","type":"t","subject":"s","time":"2026-01-01T00:00:00Z","revision":1,"data":{}}""")]
    [InlineData("""{"specversion":"1.0","id":"019b7ca9-8c88-7cf6-82d6-90ccc808aa79","type":"t","subject":"s","time":"2026-01-01T00:00:00Z","revision":"1","data":7}""")]
    public void Read_NoEventOfTheMesh_IsNull(string message) => Assert.Null(CloudEventJson.Read(message));

    [Fact]
    public void Read_AnyText_NeverThrows() => Gen.String.Sample(text => CloudEventJson.Read(text) is null);
}
