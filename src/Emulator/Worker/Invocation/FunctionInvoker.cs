using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Worker.Definition;

namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>Runs invocations through the worker's pipeline, within the host's time limit.</summary>
internal sealed partial class FunctionInvoker(
    FunctionExecutionDelegate pipeline,
    IServiceScopeFactory scopes,
    RunningInvocations running,
    TimeSpan? timeout,
    TimeProvider timeProvider,
    ILogger<FunctionInvoker> logger) : IFunctionInvoker
{
    private static readonly ActivitySource Activities = new("Microsoft.Azure.Functions.Worker");

    public async Task<InvocationOutcome> InvokeAsync(
        FunctionDescriptor function, TriggerInput trigger, CancellationToken cancellationToken)
    {
        if (timeout is not { } limit)
        {
            return await RunAsync(function, trigger, cancellationToken);
        }

        var deadline = new CancellationTokenSource(limit, timeProvider);
        var expired = deadline.Token;
        try
        {
            // A function that ignores its token would hold its caller for ever, so past the limit nobody waits for it.
            var outcome = await RunWithinAsync(function, trigger, deadline, cancellationToken).WaitAsync(expired);
            return outcome.Status == InvocationStatus.Cancelled && expired.IsCancellationRequested
                ? TimedOut(function, trigger, limit)
                : outcome;
        }
        catch (OperationCanceledException) when (expired.IsCancellationRequested)
        {
            return TimedOut(function, trigger, limit);
        }
    }

    private InvocationOutcome TimedOut(FunctionDescriptor function, TriggerInput trigger, TimeSpan limit)
    {
        Log.TimedOut(logger, function.Name, trigger.InvocationId, limit);
        return new InvocationOutcome(InvocationStatus.TimedOut, null);
    }

    private async Task<InvocationOutcome> RunWithinAsync(
        FunctionDescriptor function, TriggerInput trigger, CancellationTokenSource deadline, CancellationToken cancellationToken)
    {
        using (deadline)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            return await RunAsync(function, trigger, either.Token);
        }
    }

    private async Task<InvocationOutcome> RunAsync(
        FunctionDescriptor function, TriggerInput trigger, CancellationToken cancellationToken)
    {
        running.Enter();
        using var activity = StartActivity(function, trigger);
        using var scope = logger.BeginScope(new InvocationLogScope(trigger.InvocationId, function.Name));
        try
        {
            await using var context = new InvocationContext(function, trigger, scopes, cancellationToken);
            await pipeline(context);
            await context.Bindings.SendOutputsAsync(context);
            return new InvocationOutcome(InvocationStatus.Succeeded, context.Bindings);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            Log.Cancelled(logger, function.Name, trigger.InvocationId, exception);
            return new InvocationOutcome(InvocationStatus.Cancelled, null);
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            Log.Failed(logger, function.Name, trigger.InvocationId, exception);
            return new InvocationOutcome(InvocationStatus.Failed, null, exception);
        }
        finally
        {
            running.Exit();
        }
    }

    private static Activity? StartActivity(FunctionDescriptor function, TriggerInput trigger)
    {
        if (!Activities.HasListeners())
        {
            return null;
        }

        ActivityContext.TryParse(trigger.TraceParent, trigger.TraceState, isRemote: true, out var parent);
        var activity = Activities.StartActivity("Invoke", ActivityKind.Server, parent);
        activity?.SetTag("faas.invocation_id", trigger.InvocationId).SetTag("faas.name", function.Name);
        return activity;
    }
}
