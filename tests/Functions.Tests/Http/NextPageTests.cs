using CsCheck;
using ToskaMesh.Functions.Http;

namespace ToskaMesh.Functions.Tests.Http;

public sealed class NextPageTests
{
    [Fact]
    public void Token_OfAnyKey_ReadsBack() =>
        Gen.String[Gen.Char['!', '~'], 1, 128].Sample(key => NextPage.After(NextPage.Token(key)) == key);

    [Fact]
    public void After_AnyText_NeverThrows() =>
        Gen.String[0, 40].Sample(text => NextPage.After(text) is null or { Length: > 0 });

    [Fact]
    public void Link_KeepsTheFilterAndReplacesTheContinuation() =>
        Assert.Equal(
            $"</a/b?tag=x&tag=y&continuation={NextPage.Token("k")}>; rel=\"next\"",
            NextPage.Link(new Uri("http://host/a/b?tag=x&Continuation=old&tag=y"), "k"));
}
