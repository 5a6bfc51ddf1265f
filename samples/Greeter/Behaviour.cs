namespace ToskaMesh.Samples.Greeter;

/// <summary>What a configuration makes of the service: the good one, and the bad ones that a rollout must find out.</summary>
internal enum Behaviour
{
    Ok = 0,

    /// <summary>It answers 500.</summary>
    Fail,

    /// <summary>It answers, two seconds later.</summary>
    Slow,

    /// <summary>It says that it is not well.</summary>
    Unhealthy,

    /// <summary>It does not take the configuration.</summary>
    Nack,

    /// <summary>It ends.</summary>
    Crash,
}
