namespace ToskaMesh.Shared.Identity.Accounts;

public enum SignUpOutcome
{
    /// <summary>Whatever there is to say is in a mail.</summary>
    Accepted = 0,

    /// <summary>The first Admin was made.</summary>
    AdminCreated = 1,

    /// <summary>The bootstrap secret is wrong, or was used before.</summary>
    WrongSecret = 2,

    /// <summary>Only told to who has the bootstrap secret.</summary>
    AddressTaken = 3,
}
