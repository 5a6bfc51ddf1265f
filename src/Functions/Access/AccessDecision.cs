namespace ToskaMesh.Functions.Access;

internal enum AccessDecision
{
    Allow,

    /// <summary>Nobody known is asking.</summary>
    Challenge,

    Forbid,
}
