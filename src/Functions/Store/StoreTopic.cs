namespace ToskaMesh.Functions.Store;

/// <summary>What is read again and again, and kept for a moment.</summary>
internal enum StoreTopic
{
    RevokedSessions = 0,
    SigningKeys = 1,
    ApiKeys = 2,
}
