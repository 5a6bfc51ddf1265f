using ToskaMesh.Cli.Sessions;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Sessions;

public sealed class SessionFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory _folder = new();
    private readonly SessionFile _file;

    public SessionFileTests() => _file = new SessionFolder(_folder.File("toska")).Of(new Uri("http://mesh.example.org:8080/"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_ThenRead_IsTheSame_AndForItsUserAlone()
    {
        _file.Write(TestSessions.Ada);
        _file.Write(TestSessions.Ada with { AccessToken = "access-2" });

        Assert.Equal("access-2", _file.Read()!.AccessToken);
        Assert.Equal(TestSessions.Ada.Roles, _file.Read()!.Roles);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(_file.Path) == OwnerOnly);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(_folder.File("toska")) == (OwnerOnly | UnixFileMode.UserExecute));
        Assert.Single(Directory.GetFiles(_folder.File("toska")));
    }

    [Fact]
    public void Read_WithoutALogin_IsNull() => Assert.Null(_file.Read());

    [Fact]
    public void Read_FileThatOthersMayRead_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file mode");
        _file.Write(TestSessions.Ada);
#pragma warning disable CA1416 // Skipped above.
        File.SetUnixFileMode(_file.Path, OwnerOnly | UnixFileMode.GroupRead);
#pragma warning restore CA1416

        var refusal = Assert.Throws<CommandFailedException>(() => _file.Read());

        Assert.Contains("toska logout", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("access-1", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("nothing")]
    public void Read_FileWithoutALogin_SaysWhatToDo(string text)
    {
        _file.Write(TestSessions.Ada);
        File.WriteAllText(_file.Path, text);

        Assert.Contains("toska login", Assert.Throws<CommandFailedException>(() => _file.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnotherPortOrScheme_IsAnotherLogin()
    {
        var folder = new SessionFolder(_folder.Path);

        string[] paths = [.. new[] { "http://a:1", "http://a:2", "https://a:1", "http://a:1/b" }.Select(url => folder.Of(new Uri(url)).Path)];

        Assert.Equal(4, paths.Distinct().Count());
        Assert.Equal(paths[0], folder.Of(new Uri("http://A:1/")).Path);
    }

    [Fact]
    public void Session_AsText_HasNoToken() =>
        Assert.DoesNotContain("-1", TestSessions.Ada.ToString(), StringComparison.Ordinal);
}
