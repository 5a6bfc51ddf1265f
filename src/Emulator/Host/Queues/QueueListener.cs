using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Host.Triggers;
using ToskaMesh.Emulator.Queues;
using ToskaMesh.Emulator.Retries;
using ToskaMesh.Emulator.Worker.Definition;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Queues;

/// <summary>
/// Starts one function with one message after another. A broker that is away, or a queue that is not there, is tried
/// again for as long as the host is up.
/// </summary>
internal sealed partial class QueueListener(
    FunctionDescriptor function,
    IMessageSource source,
    Func<string, TriggerInput> manualInput,
    IFunctionInvoker invoker,
    TimeProvider time,
    Jitter jitter,
    ILogger<QueueListener> logger) : ITriggerListener
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();
    private Task _listening = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _listening = Task.Run(ListenAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Lets the running invocation finish and settles its message; the messages behind it stay in the queue.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _listening.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_listening.IsCompleted)
        {
            Log.Abandoned(logger, function.Name);
            await _abort.CancelAsync();
        }
    }

    public ValueTask<TriggerInput> CreateManualInputAsync(string? input, CancellationToken cancellationToken) => new(manualInput(input ?? ""));

    /// <summary>Does not wait, and leaves the sources undisposed: an invocation that ignores its token may still use theirs.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _abort.CancelAsync();
    }

    private async Task ListenAsync()
    {
        var failures = 0;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await using var session = await source.OpenAsync(_stopping.Token);
                Log.Listening(logger, function.Name, source.Name);
                failures = 0;
                while (!_stopping.IsCancellationRequested)
                {
                    await HandleAsync(await session.ReceiveAsync(_stopping.Token));
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                failures++;
                var delay = QueueBackoff.After(failures, jitter);
                Log.Failed(logger, function.Name, source.Name, delay, exception);
                await Task.Delay(delay, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HandleAsync(IReceivedMessage message)
    {
        var outcome = await invoker.InvokeAsync(function, message.Input, _abort.Token);

        // Cancelled halfway it is nobody's failure: unsettled, the message goes back to the queue.
        _abort.Token.ThrowIfCancellationRequested();
        await message.SettleAsync(outcome.Succeeded, _abort.Token);
    }
}
