using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Registry;

public sealed class ExpectedStatusTests
{
    [Theory]
    [InlineData("200-299", "200-299")]
    [InlineData("401,200-299", "200-299,401")]
    [InlineData("250-299,200-260,300", "200-300")]
    [InlineData("204,204", "204")]
    [InlineData("200-200", "200")]
    public void Parse_TheSameSet_HasOneForm(string text, string value)
    {
        Assert.Equal(value, ExpectedStatus.Parse(text).Value);
        Assert.Equal(ExpectedStatus.Parse(value), ExpectedStatus.Parse(text));
    }

    [Theory]
    [InlineData("200-299,401", 200, true)]
    [InlineData("200-299,401", 299, true)]
    [InlineData("200-299,401", 300, false)]
    [InlineData("200-299,401", 401, true)]
    [InlineData("200-299,401", 199, false)]
    public void Contains_IsInclusive(string text, int code, bool expected) => Assert.Equal(expected, ExpectedStatus.Parse(text).Contains(code));

    [Theory]
    [InlineData("")]
    [InlineData("200,")]
    [InlineData("200 - 299")]
    [InlineData("200-")]
    [InlineData("2000")]
    [InlineData("200\n")]
    [InlineData("٢٠٠")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(ExpectedStatus.TryParse(text, out _));
}
