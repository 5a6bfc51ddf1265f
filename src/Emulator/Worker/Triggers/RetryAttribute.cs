namespace Microsoft.Azure.Functions.Worker;

/// <summary>Base of the attributes that say how a failed invocation is tried again.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    public RetryAttribute()
    {
    }

    /// <summary>Attempts after the first; -1 for no end.</summary>
    public int MaxRetryCount { get; set; }
}
