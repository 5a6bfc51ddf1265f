using ToskaMesh.Cli.Launch;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Launch;

public sealed class LogFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private string Path => _folder.File("part.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Start_WithALogFromBefore_KeepsItAside()
    {
        using (var first = new LogFile(Path))
        {
            first.WriteLine("before");
        }

        using var second = new LogFile(Path);

        Assert.Equal("before", File.ReadAllText($"{Path}.1").Trim());
        Assert.Empty(File.ReadAllText(Path));
    }

    [Fact]
    public void WriteLine_BeyondTheLimit_StartsANewFile()
    {
        using (var log = new LogFile(Path, maxBytes: 100))
        {
            for (var i = 0; i < 1000; i++)
            {
                log.WriteLine($"line {i}");
            }
        }

        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.InRange(new FileInfo(file).Length, 1, 120));
    }

    [Fact]
    public void Tail_OfALongLog_IsItsEnd()
    {
        using var log = new LogFile(Path);
        for (var i = 0; i < 100; i++)
        {
            log.WriteLine($"{i}");
        }

        Assert.Equal(Enumerable.Range(80, 20).Select(i => $"{i}"), log.Tail);
    }
}
