using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Tests.Identity.Accounts;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("a@b.c", "a@b.c")]
    [InlineData("First.Last+Tag@Sub.Example.ORG", "first.last+tag@sub.example.org")]
    public void Address_IsTakenInLowerCase(string text, string expected) => Assert.Equal(expected, EmailAddress.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a@b")]
    [InlineData("@b.c")]
    [InlineData("a b@c.d")]
    [InlineData("a@b..c")]
    [InlineData(".a@b.c")]
    [InlineData("a@-b.c")]
    [InlineData("a@b.c\n")]
    [InlineData("a@b.c\r\nBcc: x@y.z")]
    [InlineData("<a@b.c>")]
    [InlineData("ä@b.c")]
    public void AnythingElse_IsRefused(string text) => Assert.False(EmailAddress.TryParse(text, out _));

    [Fact]
    public void Lengths_AreBounded()
    {
        Assert.True(EmailAddress.TryParse($"{new string('a', 64)}@b.c", out _));
        Assert.False(EmailAddress.TryParse($"{new string('a', 65)}@b.c", out _));
        Assert.False(EmailAddress.TryParse($"a@{string.Join('.', Enumerable.Repeat(new string('b', 50), 5))}.c", out _));
    }
}
