namespace ToskaMesh.Emulator.Retries;

/// <summary>Which attempt of an invocation runs; the worker shows it as its RetryContext.</summary>
/// <param name="RetryCount">0 for the first attempt.</param>
/// <param name="MaxRetryCount">0 without a policy, <see cref="RetryPolicy.Unlimited"/> for no end.</param>
internal readonly record struct RetryAttempt(int RetryCount, int MaxRetryCount);
