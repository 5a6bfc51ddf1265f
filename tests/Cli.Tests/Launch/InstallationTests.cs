using ToskaMesh.Cli.Launch;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Launch;

public sealed class InstallationTests : IDisposable
{
    private readonly TemporaryDirectory _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void Find_InAClone_TakesWhatWasBuiltInTheSameConfiguration()
    {
        File.WriteAllText(_clone.File("ToskaMesh.sln"), "");
        var built = Directory.CreateDirectory(_clone.File("src/Gateway/bin/Release/net10.0")).FullName;
        File.WriteAllText(Path.Combine(built, "ToskaMesh.Gateway.dll"), "");
        var own = Directory.CreateDirectory(_clone.File("src/Cli/bin/Release/net10.0")).FullName + Path.DirectorySeparatorChar;

        var installation = Installation.Find(own)!;

        Assert.Equal(_clone.Path, installation.Root);
        Assert.Equal(Path.Combine(built, "ToskaMesh.Gateway.dll"), installation.Gateway);
        Assert.Contains("build.sh", Assert.Throws<CommandFailedException>(() => installation.Functions).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_OutsideAClone_IsNothing() => Assert.Null(Installation.Find(_clone.Path));
}
