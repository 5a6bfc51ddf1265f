using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Routing;

namespace ToskaMesh.Functions.Tests.Routing;

public sealed class FileDocumentStoreTests : DocumentStoreContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    protected override IDocumentStore Open() => Open(TimeProvider.System);

    [Fact]
    public async Task Write_Credentials_AreReadableByTheirOwnerOnly()
    {
        var tag = await Open().TryWriteAsync(DocumentNames.Credentials, "one"u8.ToArray(), null, Cancel);
        await Open().TryWriteAsync(DocumentNames.Credentials, "two"u8.ToArray(), tag, Cancel);

        Assert.True(
            OperatingSystem.IsWindows()
            || File.GetUnixFileMode(PathOf(DocumentNames.Credentials)) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Write_AfterACrash_RemovesWhatTheCrashLeft()
    {
        Directory.CreateDirectory(_directory.File("data"));
        await File.WriteAllTextAsync(PathOf("routes.json.0123.tmp"), "half a docu", Cancel);
        await File.WriteAllTextAsync(PathOf("credentials.json.0123.tmp"), "another document's", Cancel);

        Assert.Null(await Open().ReadAsync(DocumentNames.RouteTable, Cancel));
        Assert.NotNull(await Open().TryWriteAsync(DocumentNames.RouteTable, "whole"u8.ToArray(), null, Cancel));

        Assert.Equal(["credentials.json.0123.tmp", "routes.json", "routes.json.lock"], FilesInDirectory());
    }

    [Fact]
    public async Task Write_WhileAnotherProcessHoldsTheLock_WaitsForIt()
    {
        Directory.CreateDirectory(_directory.File("data"));
        var held = new FileStream(PathOf("routes.json.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var time = new WatchedTime();
        var write = Open(time).TryWriteAsync(DocumentNames.RouteTable, "one"u8.ToArray(), null, Cancel);
        await time.Waiting;

        await held.DisposeAsync();

        Assert.NotNull(await FinishAsync(write, time));
    }

    [Fact]
    public async Task Write_WaitingForTheLock_CanBeCancelled()
    {
        Directory.CreateDirectory(_directory.File("data"));
        await using var held = new FileStream(PathOf("routes.json.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using var cancellation = new CancellationTokenSource();
        var write = Open().TryWriteAsync(DocumentNames.RouteTable, "one"u8.ToArray(), null, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
    }

    [Fact]
    public async Task Write_LockOfAnotherProgram_IsRespected()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Directory.CreateDirectory(_directory.File("data"));
        using var other = Process.Start(new ProcessStartInfo("flock", [PathOf("routes.json.lock"), "sh", "-c", "echo held; read line"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync(Cancel));
        var time = new WatchedTime();
        var write = Open(time).TryWriteAsync(DocumentNames.RouteTable, "one"u8.ToArray(), null, Cancel);
        await time.Waiting;

        other.Kill(entireProcessTree: true);

        Assert.NotNull(await FinishAsync(write, time));
        await other.WaitForExitAsync(Cancel);
    }

    [Fact]
    public async Task Write_LockThatCannotBeHad_FailsInsteadOfWaiting()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateDirectory(_directory.File("data"));
        File.CreateSymbolicLink(PathOf("routes.json.lock"), PathOf("routes.json.lock"));

        await Assert.ThrowsAsync<IOException>(() => Open().TryWriteAsync(DocumentNames.RouteTable, "one"u8.ToArray(), null, Cancel));
    }

    [Fact]
    public async Task Read_DuringWrites_SeesWholeDocumentsOnly()
    {
        var store = Open();
        var tag = await store.TryWriteAsync(DocumentNames.RouteTable, Document(0), null, Cancel);
        var writing = Task.Run(
            async () =>
            {
                for (byte i = 1; i <= 50; i++)
                {
                    tag = await store.TryWriteAsync(DocumentNames.RouteTable, Document(i), tag, Cancel);
                }
            },
            Cancel);

        while (!writing.IsCompleted)
        {
            var read = await Open().ReadAsync(DocumentNames.RouteTable, Cancel);
            Assert.NotNull(read);
            Assert.Equal(-1, read.Content.Span.IndexOfAnyExcept(read.Content.Span[0]));
            Assert.Equal(100_000, read.Content.Length);
        }

        await writing;
    }

    private static async Task<string?> FinishAsync(Task<string?> write, WatchedTime time)
    {
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return write.IsCompleted;
            },
            "the write got the lock");
        return await write;
    }

    private static byte[] Document(byte filling)
    {
        var content = new byte[100_000];
        Array.Fill(content, filling);
        return content;
    }

    private FileDocumentStore Open(TimeProvider time) => new(_directory.File("data"), time);

    private IEnumerable<string?> FilesInDirectory() =>
        Directory.EnumerateFiles(_directory.File("data")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private string PathOf(string name) => Path.Combine(_directory.File("data"), name);

    /// <summary>A clock that says when somebody waits for it.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waiting => _waiting.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _waiting.TrySetResult();
            return timer;
        }
    }
}
