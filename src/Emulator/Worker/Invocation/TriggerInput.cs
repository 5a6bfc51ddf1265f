using System.Collections.Immutable;

namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>What a trigger brings to an invocation.</summary>
internal class TriggerInput
{
    /// <summary>The source of the trigger parameter; a string is text or JSON for it.</summary>
    public virtual object? Value { get; init; }

    /// <summary>What the trigger tells about itself.</summary>
    public virtual IReadOnlyDictionary<string, object?> Metadata { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>Attempts at one event share it.</summary>
    public string InvocationId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>0 at the first attempt.</summary>
    public int RetryCount { get; init; }

    public int MaxRetryCount { get; init; }

    public virtual string? TraceParent => null;

    public virtual string? TraceState => null;

    /// <summary>The source of a parameter of this name; null without one.</summary>
    public virtual object? Find(string name) => Metadata.GetValueOrDefault(name);

    /// <summary>Lets a trigger add its features to the invocation.</summary>
    public virtual void Attach(InvocationContext context)
    {
    }
}
