using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Host.Triggers;
using ToskaMesh.Emulator.Worker.Definition;
using ToskaMesh.Emulator.Worker.Http;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Admin;

/// <summary>Runs functions by hand, without waiting for them. The host's stop waits for them.</summary>
internal sealed partial class ManualStarts(
    IFunctionInvoker invoker, TriggerListeners listeners, RunningInvocations running, ILogger<ManualStarts> logger)
{
    public void Start(FunctionDescriptor function, string? input) => _ = RunAsync(function, input);

    private async Task RunAsync(FunctionDescriptor function, string? input)
    {
        running.Enter();
        try
        {
            // The answer to the caller does not wait for the function.
            await Task.Yield();
            var trigger = function.Trigger is HttpTriggerAttribute http
                ? Request(function, http, input)
                : await listeners.CreateManualInputAsync(function, input, CancellationToken.None);
            await invoker.InvokeAsync(function, trigger, CancellationToken.None);
        }
        catch (Exception exception)
        {
            Log.NotStarted(logger, function.Name, exception);
        }
        finally
        {
            running.Exit();
        }
    }

    private static HttpTriggerInput Request(FunctionDescriptor function, HttpTriggerAttribute http, string? input) =>
        new([])
        {
            Method = http.Methods?.FirstOrDefault()?.ToUpperInvariant() ?? "POST",
            Url = $"http://localhost/admin/functions/{function.Name}",
            QueryString = "",
            Headers = [],
            Body = System.Text.Encoding.UTF8.GetBytes(input ?? ""),
        };
}
