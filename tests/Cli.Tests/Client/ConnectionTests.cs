using ToskaMesh.Cli.Client;
using ToskaMesh.Cli.Launch;
using ToskaMesh.Cli.Sessions;
using ToskaMesh.Cli.Tests.Sessions;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Client;

public sealed class ConnectionTests : IDisposable
{
    private static readonly Uri Here = new("http://127.0.0.1:8080");

    private static readonly Uri Mesh = new("http://mesh.example.org");

    private readonly TemporaryDirectory _folder = new();

    private SessionFolder Logins => new(_folder.File("logins"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Key_NotGiven_IsThatOfTheDataDirectory()
    {
        File.WriteAllText(_folder.File("api-key"), "tsk_file\n");

        Assert.Equal("tsk_file", Choose(null, Here).Key);
        Assert.False(Choose(null, Here).HasGivenKey);
        Assert.Equal("given", Choose("given", Here).Key);
        Assert.True(Choose("given", Here).HasGivenKey);
    }

    [Theory]
    [InlineData("http://127.0.0.1:7071", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("https://mesh.example.org", false)]
    [InlineData("http://10.0.0.7:8080", false)]
    [InlineData("http://127.0.0.1.example.org", false)]
    public void Key_OfTheDataDirectory_LeavesTheMachineNever(string url, bool sent)
    {
        File.WriteAllText(_folder.File("api-key"), "tsk_file\n");

        Assert.Equal(sent ? "tsk_file" : null, Choose(null, new Uri(url)).Key);
    }

    [Fact]
    public void Key_Nowhere_IsNone() => Assert.Null(Choose(null).Key);

    [Fact]
    public void Login_AtThatMesh_WinsOverTheDataDirectory_AndYieldsToAKeyThatIsGiven()
    {
        File.WriteAllText(_folder.File("api-key"), "tsk_file\n");
        Logins.Of(Mesh).Write(TestSessions.Ada);

        var chosen = Choose(null);
        var given = Choose("given");

        Assert.True(chosen.UsesLogin);
        Assert.Null(chosen.Key);
        Assert.False(given.UsesLogin);
        Assert.Equal("given", given.Key);
    }

    [Fact]
    public void Login_AtAnotherMesh_IsNotUsed()
    {
        Logins.Of(new Uri("http://other.example.org")).Write(TestSessions.Ada);

        Assert.False(Choose(null).UsesLogin);
    }

    private Connection Choose(string? key, Uri? mesh = null) => Connection.Choose((mesh ?? Mesh).AbsoluteUri, key, new DataDirectory(_folder.Path), Logins);
}
