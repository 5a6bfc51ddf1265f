using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Host.Triggers;
using ToskaMesh.Emulator.Timers;
using ToskaMesh.Emulator.Worker.Definition;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Timers;

/// <summary>Connects functions with the timers that start them.</summary>
internal sealed class TimerFunctions(TimerListenerFactory listeners, TimerHost host, ITimerStatusStore statuses, TimeZoneInfo zone)
    : ITriggerListenerFactory
{
    public bool Handles(FunctionDescriptor function) => function.Trigger is TimerTriggerAttribute;

    public ITriggerListener Create(FunctionDescriptor function, IFunctionInvoker invoker)
    {
        var timer = Define(function, (TimerTriggerAttribute)function.Trigger);
        var listener = listeners.Create(timer, async (invocation, cancellationToken) =>
        {
            var outcome = await invoker.InvokeAsync(function, TimerInputs.Of(invocation), cancellationToken);
            return outcome.Succeeded;
        });
        return new TimerFunctionListener(timer, TimerBlobNames.For(host.Id, function.Name), listener, statuses);
    }

    private TimerDefinition Define(FunctionDescriptor function, TimerTriggerAttribute trigger) =>
        new(
            function.Name,
            Schedule(function.TriggerTexts[nameof(TimerTriggerAttribute.Schedule)]),
            trigger.RunOnStartup,
            trigger.UseMonitor,
            RetryPolicies.Of(function.Retry));

    private TimerSchedule Schedule(string text)
    {
        try
        {
            return TimerSchedule.Parse(text, zone);
        }
        catch (FormatException exception)
        {
            throw new FunctionErrorException(exception.Message);
        }
    }
}
