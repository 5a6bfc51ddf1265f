using ToskaMesh.Cli.Launch;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Launch;

public sealed class DataDirectoryLockTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Take_HeldAlready_SaysHowToRunASecondMesh()
    {
        var data = new DataDirectory(_folder.File("mesh"));
        using var first = DataDirectoryLock.Take(data);

        var refusal = Assert.Throws<CommandFailedException>(() => DataDirectoryLock.Take(data));

        Assert.Contains("Another 'toska up' runs", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--functions-port", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_WhereAFileIs_SaysToChooseAnotherFolder()
    {
        var path = _folder.File("taken");
        File.WriteAllText(path, "");

        var refusal = Assert.Throws<CommandFailedException>(() => DataDirectoryLock.Take(new DataDirectory(path)));

        Assert.Equal(ExitCode.Failed, refusal.ExitCode);
        Assert.Contains("--data", refusal.Message, StringComparison.Ordinal);
    }
}
