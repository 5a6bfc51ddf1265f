namespace ToskaMesh.Shared.Identity.Login;

/// <summary>What an attempt to sign in may cost.</summary>
public enum LoginTurn
{
    /// <summary>Its password may be looked at.</summary>
    Granted = 0,

    /// <summary>There were too many on this account; it takes as long as one that was granted, lest the lock tell that the account is known.</summary>
    Locked = 1,

    /// <summary>The client's network failed too often, on whatever accounts: that tells nothing about one, and is not worth a hash.</summary>
    NetworkRefused = 2,
}
