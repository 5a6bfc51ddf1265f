using Microsoft.Data.Sqlite;
using ToskaMesh.Emulator.Durable.Dispatch;

namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>Which failures bring a work item nearer to being given up.</summary>
public class WorkItemTriesTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(13)]
    [InlineData(14)]
    public void Failures_OfTheEnvironment_DoNotCount(int code)
    {
        var tries = new WorkItemTries();
        var full = new SqliteException("trouble", code);
        tries.Failed("item", new InvalidOperationException());
        for (var i = 0; i < 2 * WorkItemTries.Limit; i++)
        {
            Assert.Equal(1, tries.Failed("item", full));
        }

        Assert.Equal(2, tries.Failed("item", new InvalidOperationException()));
        Assert.True(WorkItemTries.DelayAfter(0, full) > TimeSpan.Zero);
    }

    [Fact]
    public void Failures_OfTheItem_Count()
    {
        var tries = new WorkItemTries();
        Assert.Equal(1, tries.Failed("item", new SqliteException("malformed", 11)));
        Assert.Equal(2, tries.Failed("item", new InvalidOperationException()));
        tries.Succeeded("item");
        Assert.Equal(1, tries.Failed("item", new InvalidOperationException()));
    }
}
