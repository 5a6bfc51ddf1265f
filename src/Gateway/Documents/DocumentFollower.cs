using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Documents;

/// <summary>
/// Keeps one document up to date: takes it whole or not at all, never goes back in order, reads an error as an error,
/// and starts from its own copy. It starts before the server listens, so that the first request finds the document.
/// </summary>
internal sealed partial class DocumentFollower<T>(
    IFollowedDocument<T> document,
    IDocumentSource source,
    IChangeSignal signal,
    OwnCopy copy,
    DocumentMetrics<T> metrics,
    SeenDocuments seen,
    TimeProvider timeProvider,
    IOptions<GatewayOptions> options,
    ILogger<DocumentFollower<T>> logger) : BackgroundService
    where T : class
{
    // Disks can take long to be sure. The next document does not wait for that, and only the newest is worth keeping.
    private readonly Channel<ReadOnlyMemory<byte>> _toKeep =
        Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private string? _tag;
    private string? _servingContent;
    private string? _rejectedContent;
    private volatile FollowedState _state = FollowedState.Initial;

    public FollowedState State => _state;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await StartFromCopyAsync(cancellationToken);
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(FollowAsync(stoppingToken), KeepAsync());

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        var wakeup = new Wakeup();
        using var watch = signal.OnChange(document.Name, wakeup.Set);
        await using var poll = timeProvider.CreateTimer(_ => wakeup.Set(), null, options.Value.PollInterval, options.Value.PollInterval);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await LookAsync(stoppingToken);
                await wakeup.WaitAsync(stoppingToken);
            }
        }
        finally
        {
            _toKeep.Writer.Complete();
        }
    }

    private async Task StartFromCopyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await copy.ReadAsync(document.Name, cancellationToken) is { } content)
            {
                var rejection = await ApplyAsync(document.Read(content), cancellationToken);
                if (rejection is null)
                {
                    _servingContent = Fingerprint(content);
                    Log.StartedFromCopy(logger, document.Name, _state.Applied);
                }
                else
                {
                    Log.CopyUnusable(logger, document.Name, rejection.Reason, rejection.Detail);
                }
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Log.CopyUnusable(logger, document.Name, RejectionReason.Unreadable, unreadable.Message);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await source.ReadAsync(document.Name, _tag, cancellationToken) is { } stored)
            {
                await ConsiderAsync(stored.Content, cancellationToken);
                _tag = stored.Tag;
            }
        }
        catch (IOException unreadable)
        {
            _tag = null;
            _rejectedContent = null;
            if (_state.Rejection?.Reason != RejectionReason.Unreadable)
            {
                Reject(new DocumentRejection(RejectionReason.Unreadable, unreadable.Message));
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The loop outlives whatever is wrong with one document; the next look starts afresh.
            _tag = null;
            Log.LookFailed(logger, document.Name, failure);
        }
    }

    private async Task ConsiderAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var fingerprint = Fingerprint(content.Span);
        if (fingerprint == _servingContent)
        {
            Become(_state with { Rejection = null });
            _rejectedContent = null;
            return;
        }

        if (fingerprint == _rejectedContent)
        {
            return;
        }

        var before = _state.Applied;
        var rejection = await OnOwnThread(() => ApplyAsync(document.Read(content).After(before), cancellationToken));
        if (rejection is not null)
        {
            _rejectedContent = fingerprint;
            Reject(rejection);
            return;
        }

        _servingContent = fingerprint;
        _rejectedContent = null;

        Log.Applied(logger, document.Name, _state.Applied, before);
        _toKeep.Writer.TryWrite(content);
    }

    private async Task<DocumentRejection?> ApplyAsync(DocumentReading<T> reading, CancellationToken cancellationToken)
    {
        var rejection = reading.Accepted ? await document.ApplyAsync(reading.Document, cancellationToken) : reading.Rejection;
        if (rejection is null)
        {
            Become(new FollowedState(reading.Order, null));
            metrics.Applied(reading.Order);
        }

        return rejection;
    }

    // Ends after the last copy, so that a stop does not forget what was applied.
    private async Task KeepAsync()
    {
        await foreach (var content in _toKeep.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await copy.WriteAsync(document.Name, content, document.CopyMode, CancellationToken.None);
            }
            catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
            {
                Log.CopyNotKept(logger, document.Name, unwritable);
            }
        }
    }

    private void Reject(DocumentRejection rejection)
    {
        Become(_state with { Rejection = rejection });
        metrics.Rejected(rejection.Reason);
        if (rejection.Reason == RejectionReason.Unreadable)
        {
            Log.Unreadable(logger, document.Name, rejection.Detail, _state.Applied);
        }
        else
        {
            Log.Rejected(logger, document.Name, rejection.Reason, rejection.Detail, _state.Applied);
        }
    }

    private void Become(FollowedState state)
    {
        _state = state;
        seen.Note(document.Name, state);
    }

    // A large table is a second of work, which the few threads of the pool would be missing for requests.
    private static Task<TResult> OnOwnThread<TResult>(Func<Task<TResult>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private static string Fingerprint(ReadOnlySpan<byte> content) => Convert.ToHexString(SHA256.HashData(content));
}
