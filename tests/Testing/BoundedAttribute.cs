using System.Collections.Concurrent;
using System.Reflection;
using Xunit;
using Xunit.v3;

namespace ToskaMesh.Testing;

/// <summary>
/// For a whole assembly: cancels a test's token when the test takes far longer than any does, so that one that would
/// wait for ever fails by its name. What does not listen to its token is ended by <c>.ci/run</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class BoundedAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(6);

    private readonly ConcurrentDictionary<string, ITimer> _timers = [];

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        var context = TestContext.Current;
        _timers[test.UniqueID] = TimeProvider.System.CreateTimer(_ => context.CancelCurrentTest(), null, Longest, Timeout.InfiniteTimeSpan);
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (_timers.TryRemove(test.UniqueID, out var timer))
        {
            timer.Dispose();
        }
    }
}
