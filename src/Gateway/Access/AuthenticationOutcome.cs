namespace ToskaMesh.Gateway.Access;

/// <summary>What the credentials of a request came to, for metrics and the answer.</summary>
internal enum AuthenticationOutcome
{
    /// <summary>There were none that are the mesh's.</summary>
    None,
    Accepted,

    /// <summary>More than one, or one more than once.</summary>
    Ambiguous,
    InvalidKey,
    InvalidToken,

    /// <summary>A token of this mesh that is not for services. No service may get it.</summary>
    MisdirectedToken,
}
