using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Gateway.Documents;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Documents;

public sealed class FileDocumentSourceTests : DocumentSourceContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly FileDocumentSource _source;
    private readonly string _path;

    public FileDocumentSourceTests()
    {
        _path = _directory.File("a.json");
        _source = new FileDocumentSource(Options.Create(new MeshOptions { DataDirectory = _directory.Path }), _clock);
    }

    private protected override IDocumentSource Source => _source;

    [Fact]
    public async Task Read_Unchanged_AnswersNothingNew()
    {
        Write("one", _clock.GetUtcNow());
        var tag = (await _source.ReadAsync("a.json", null, Cancellation))!.Tag;
        Assert.Null(await _source.ReadAsync("a.json", tag, Cancellation));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await _source.ReadAsync("a.json", tag, Cancellation));
    }

    [Fact]
    public async Task Read_ReplacedWithinOneTickByEqualLength_SeesIt()
    {
        var written = _clock.GetUtcNow();
        Write("one", written);
        var first = await _source.ReadAsync("a.json", null, Cancellation);
        Write("two", written);

        var second = await _source.ReadAsync("a.json", first!.Tag, Cancellation);

        Assert.Equal("two"u8.ToArray(), second!.Content.ToArray());
    }

    public void Dispose() => _directory.Dispose();

    protected override Task WriteAsync(string name, string content) => File.WriteAllTextAsync(_directory.File(name), content, Cancellation);

    protected override Task DeleteAsync(string name)
    {
        File.Delete(_directory.File(name));
        return Task.CompletedTask;
    }

    private void Write(string content, DateTimeOffset at)
    {
        File.WriteAllText(_path, content);
        File.SetLastWriteTimeUtc(_path, at.UtcDateTime);
    }
}
