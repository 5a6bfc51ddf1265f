using ToskaMesh.Cli.Client;
using ToskaMesh.Cli.Launch;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Client;

public sealed class ConnectionTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Key_NotGiven_IsThatOfTheDataDirectory()
    {
        File.WriteAllText(_folder.File("api-key"), "tsk_file\n");

        Assert.Equal("tsk_file", Connection.Choose(null, null, new DataDirectory(_folder.Path)).Key);
        Assert.Equal("given", Connection.Choose(null, "given", new DataDirectory(_folder.Path)).Key);
    }

    [Fact]
    public void Key_Nowhere_IsNone() =>
        Assert.Null(Connection.Choose(null, null, new DataDirectory(_folder.File("missing"))).Key);
}
