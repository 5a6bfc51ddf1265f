using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Retries;

namespace ToskaMesh.Emulator.Host.Triggers;

/// <summary>Reads the retry attributes of functions.</summary>
internal static class RetryPolicies
{
    /// <returns>Null without an attribute: one attempt.</returns>
    /// <exception cref="FunctionErrorException">An interval is no time span.</exception>
    public static RetryPolicy? Of(RetryAttribute? attribute) => attribute switch
    {
        FixedDelayRetryAttribute retry => new FixedDelayRetryPolicy(retry.MaxRetryCount, Interval(retry.DelayInterval)),
        ExponentialBackoffRetryAttribute retry =>
            new ExponentialBackoffRetryPolicy(retry.MaxRetryCount, Interval(retry.MinimumInterval), Interval(retry.MaximumInterval)),
        _ => null,
    };

    private static TimeSpan Interval(string text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval >= TimeSpan.Zero
            ? interval
            : throw new FunctionErrorException($"The retry interval '{text}' is no time span. Write it as hh:mm:ss.");
}
