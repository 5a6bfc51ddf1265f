using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Tests.Identity.Accounts;

public sealed class PasswordRulesTests
{
    private static readonly EmailAddress Owner = EmailAddress.Parse("margarethe@example.org");

    [Theory]
    [InlineData("plum tram 47 rides")]
    [InlineData("            7")]
    [InlineData("пароль длинный")]
    [InlineData("🍇🍈🍉🍊🍋🍌🍍🍎🍏🍐🍑🍒")]
    [InlineData("correct horse battery staple")]
    [InlineData("ein Satz. ein Satz.")]
    public void LongAndUncommon_IsTaken(string password) => Assert.Null(PasswordRules.Fault(password, Owner));

    [Theory]
    [InlineData("elevenchars")]
    [InlineData("🍇🍈🍉🍊🍋🍌🍍🍎🍏🍐🍑")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abcabcABCabcab")]
    [InlineData("123456789012")]
    [InlineData("PASSWORD1234")]
    [InlineData("!Dragon-2026")]
    [InlineData("ToskaMesh2026!")]
    [InlineData("Margarethe_1984")]
    [InlineData("margarethe@example.org")]
    public void ShortCommonOrOnesOwn_IsRefused(string password) => Assert.NotNull(PasswordRules.Fault(password, Owner));

    [Fact]
    public void Length_IsCountedInCharacters()
    {
        var text = string.Concat(Enumerable.Range(0x1F300, PasswordRules.MaxLength).Select(char.ConvertFromUtf32));

        Assert.Null(PasswordRules.Fault(text, null));
        Assert.NotNull(PasswordRules.Fault(text + "x", null));
    }

    [Fact]
    public void List_IsLongEnough_AndHasNoCase()
    {
        Assert.True(CommonPasswords.Count >= 10_000);
        Assert.True(CommonPasswords.Contains("Password") && CommonPasswords.Contains("qwertyuiop"));
    }
}
