namespace ToskaMesh.Shared.Identity.External;

public enum ExternalOutcome
{
    Done = 0,

    /// <summary>The token or the nonce is not valid, was used, or the account is disabled: to the caller one answer.</summary>
    Refused,

    UnknownProvider,

    /// <summary>See <see cref="ExternalDecision.AccountExists"/>.</summary>
    AccountExists,

    /// <summary>See <see cref="ExternalDecision.NoAccount"/>.</summary>
    NoAccount,

    /// <summary>The identity is another account's, or this one has as many as it may.</summary>
    NotLinked,

    /// <summary>The present password was wrong, or missing.</summary>
    WrongPassword,

    /// <summary>The account has no password, and the session is too old to stand for it.</summary>
    NotRecent,

    /// <summary>Without the link nobody could sign in to the account.</summary>
    LastWayIn,
}
