using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Access;

public sealed class AccessRulesTests
{
    [Theory]
    [InlineData(AccessLevel.Anonymous, "nobody", AccessDecision.Allow)]
    [InlineData(AccessLevel.Authenticated, "nobody", AccessDecision.Challenge)]
    [InlineData(AccessLevel.Authenticated, "service", AccessDecision.Allow)]
    [InlineData(AccessLevel.Authenticated, "admin", AccessDecision.Allow)]
    [InlineData(AccessLevel.Admin, "nobody", AccessDecision.Challenge)]
    [InlineData(AccessLevel.Admin, "service", AccessDecision.Forbid)]
    [InlineData(AccessLevel.Admin, "admin", AccessDecision.Allow)]
    [InlineData(AccessLevel.Admin, "gateway", AccessDecision.Forbid)]
    [InlineData(AccessLevel.Authenticated, "gateway", AccessDecision.Allow)]
    [InlineData(AccessLevel.Gateway, "nobody", AccessDecision.Challenge)]
    [InlineData(AccessLevel.Gateway, "service", AccessDecision.Forbid)]
    [InlineData(AccessLevel.Gateway, "gateway", AccessDecision.Allow)]
    [InlineData(AccessLevel.Gateway, "admin", AccessDecision.Allow)]
    [InlineData(AccessLevel.Authenticated, "user", AccessDecision.Allow)]
    [InlineData(AccessLevel.Admin, "user", AccessDecision.Forbid)]
    [InlineData(AccessLevel.Admin, "admin user", AccessDecision.Allow)]
    [InlineData(AccessLevel.Gateway, "user", AccessDecision.Forbid)]
    [InlineData(AccessLevel.Gateway, "gateway client", AccessDecision.Allow)]
    [InlineData(AccessLevel.User, "nobody", AccessDecision.Challenge)]
    [InlineData(AccessLevel.User, "user", AccessDecision.Allow)]
    [InlineData(AccessLevel.User, "admin user", AccessDecision.Allow)]
    [InlineData(AccessLevel.User, "admin", AccessDecision.Forbid)]
    [InlineData(AccessLevel.User, "service", AccessDecision.Forbid)]
    [InlineData(AccessLevel.User, "gateway client", AccessDecision.Forbid)]
    [InlineData((AccessLevel)99, "admin", AccessDecision.Forbid)]
    internal void Decide_LevelAndCaller(AccessLevel level, string who, AccessDecision expected)
    {
        var caller = who switch
        {
            "admin" => Callers.Admin,
            "service" => Callers.Of("orders"),
            "gateway" => Callers.Gateway,
            "user" => Callers.User,
            "admin user" => Callers.Admin with { Kind = CallerKind.User },
            "gateway client" => Callers.Gateway with { Kind = CallerKind.Client },
            _ => null,
        };

        Assert.Equal(expected, AccessRules.Decide(level, caller));
    }

    [Fact]
    public void HttpFunctions_OneWithoutAPolicy_StopsTheApplication()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new HttpFunctions([typeof(FunctionWithoutPolicy)]));

        Assert.Contains("Unguarded", error.Message, StringComparison.Ordinal);
        Assert.Contains("[Access", error.Message, StringComparison.Ordinal);
    }
}
