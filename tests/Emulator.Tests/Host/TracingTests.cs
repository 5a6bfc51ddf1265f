using System.Diagnostics;
using ToskaMesh.Emulator.Tests.Samples;

namespace ToskaMesh.Emulator.Tests.Host;

public class TracingTests
{
    [Fact]
    public async Task Invocation_OfATracedCaller_IsAnActivityBelowIt()
    {
        var trace = ActivityTraceId.CreateRandom();
        var seen = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.Azure.Functions.Worker",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                {
                    seen.TrySetResult(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await EmulatorHost.StartAsync(typeof(BindingFunctions));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/context/1");
        request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var activity = await seen.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("b7ad6b7169203331", activity.ParentSpanId.ToHexString());
        Assert.Equal("Context", activity.GetTagItem("faas.name"));
        Assert.Contains(activity.Id!, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
