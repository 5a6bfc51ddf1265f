using ToskaMesh.Cli.Client;
using ToskaMesh.Cli.Launch;
using ToskaMesh.Cli.Sessions;
using ToskaMesh.Cli.Tests.Sessions;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Client;

public sealed class ConnectionTests : IDisposable
{
    private static readonly Uri Mesh = new("http://mesh.example.org");

    private readonly TemporaryDirectory _folder = new();

    private SessionFolder Logins => new(_folder.File("logins"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Key_NotGiven_IsThatOfTheDataDirectory()
    {
        File.WriteAllText(_folder.File("api-key"), "tsk_file\n");

        Assert.Equal("tsk_file", Choose(null).Key);
        Assert.Equal("given", Choose("given").Key);
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

    private Connection Choose(string? key) => Connection.Choose(Mesh.AbsoluteUri, key, new DataDirectory(_folder.Path), Logins);
}
