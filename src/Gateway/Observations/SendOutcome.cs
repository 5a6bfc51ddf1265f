namespace ToskaMesh.Gateway.Observations;

internal enum SendOutcome
{
    /// <summary>The control plane has it.</summary>
    Accepted,

    /// <summary>It will never take this: sending it again is of no use.</summary>
    Refused,

    /// <summary>It could not take it now, or does not know this gateway's key or client yet.</summary>
    Unavailable,
}
