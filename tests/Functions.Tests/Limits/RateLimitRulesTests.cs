using ToskaMesh.Functions.Limits;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Limits;

public sealed class RateLimitRulesTests
{
    private static readonly RateLimitOptions Options = new() { Reads = 4, Writes = 3, Users = 2, Anonymous = 1 };

    [Theory]
    [InlineData("nobody", "GET", "anonymous", 1)]
    [InlineData("user", "GET", "users", 2)]
    [InlineData("user", "POST", "users", 2)]
    [InlineData("client", "POST", "writes", 3)]
    [InlineData("client", "GET", "reads", 4)]
    [InlineData("key", "POST", "writes", 3)]
    [InlineData("key", "HEAD", "reads", 4)]
    public void Choose_CallerAndMethod(string who, string method, string name, int permits)
    {
        var (chosen, limit) = RateLimitRules.Choose(Options, Find(who), method);

        Assert.Equal((name, permits), (chosen, limit?.Permits));
    }

    /// <summary>Whoever may choose an id must not be able to use up somebody else's limit with it.</summary>
    [Fact]
    public void NameOf_TheSameIdOfAnotherKind_IsAnotherCount()
    {
        Assert.Equal(3, Enum.GetValues<CallerKind>().Select(kind => RateLimitRules.NameOf(Callers.Admin with { Kind = kind }, null)).Distinct().Count());
        Assert.Equal(RateLimitRules.NameOf(Callers.User, null), RateLimitRules.NameOf(Callers.User with { SessionId = "another" }, "203.0.113.1"));
    }

    [Fact]
    public void NameOf_NobodyOfUnknownNetwork_HasNoCount()
    {
        Assert.Null(RateLimitRules.NameOf(null, null));
        Assert.Equal("client:203.0.113.1", RateLimitRules.NameOf(null, "203.0.113.1"));
    }

    private static Caller? Find(string who) => who switch
    {
        "user" => Callers.User,
        "client" => Callers.Gateway with { Kind = CallerKind.Client },
        "key" => Callers.Admin,
        _ => null,
    };
}
