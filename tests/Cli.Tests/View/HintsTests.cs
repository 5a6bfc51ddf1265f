using ToskaMesh.Cli.Launch;
using ToskaMesh.Cli.View;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.View;

public sealed class HintsTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void FirstAdmin_IsShownAsLongAsTheSecretIsThere_WithoutIt()
    {
        var settings = new UpSettings { Data = new DataDirectory(_data.Path), Profile = MeshProfile.Local, GatewayPort = 9090 };
        Assert.Null(Hints.FirstAdmin(settings));
        Directory.CreateDirectory(_data.File("local"));
        File.WriteAllText(_data.File("local/bootstrap-secret"), "marked");

        var hint = Hints.FirstAdmin(settings);

        Assert.StartsWith("toska users create-admin --profile local --url http://127.0.0.1:9090 --data ", hint, StringComparison.Ordinal);
        Assert.DoesNotContain("marked", hint, StringComparison.Ordinal);
    }
}
