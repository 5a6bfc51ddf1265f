namespace ToskaMesh.Emulator.Retries;

/// <summary>What a trigger does after a failed attempt of one invocation.</summary>
/// <param name="MaxRetryCount">Attempts after the first one; <see cref="Unlimited"/> for no end.</param>
internal abstract record RetryPolicy(int MaxRetryCount)
{
    public const int Unlimited = -1;

    public bool Allows(int retry) => MaxRetryCount == Unlimited || retry <= MaxRetryCount;
}
