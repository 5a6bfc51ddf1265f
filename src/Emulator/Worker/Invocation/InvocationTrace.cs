using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>The trace of an invocation: the running activity's, else the caller's, else a new one.</summary>
internal sealed class InvocationTrace(string traceParent, string traceState) : TraceContext
{
    public override string TraceParent => traceParent;

    public override string TraceState => traceState;

    public static InvocationTrace Of(TriggerInput trigger)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity)
        {
            return new InvocationTrace(id, activity.TraceStateString ?? "");
        }

        return ActivityContext.TryParse(trigger.TraceParent, trigger.TraceState, isRemote: true, out _)
            ? new InvocationTrace(trigger.TraceParent!, trigger.TraceState ?? "")
            : new InvocationTrace($"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00", "");
    }
}
