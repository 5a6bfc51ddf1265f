using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.Tests.Launch;

public sealed class RestartPolicyTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Allows_TooManyEndsWithinTheWindow_GivesUp()
    {
        var policy = new RestartPolicy(_time);

        Assert.All(Enumerable.Range(0, RestartPolicy.MaxRestarts), _ => Assert.True(policy.Allows()));
        Assert.False(policy.Allows());
    }

    [Fact]
    public void Allows_EndsFarApart_NeverGivesUp()
    {
        var policy = new RestartPolicy(_time);

        for (var i = 0; i < 20; i++)
        {
            Assert.True(policy.Allows());
            _time.Advance(RestartPolicy.Window / RestartPolicy.MaxRestarts);
        }
    }
}
