namespace ToskaMesh.Shared.Identity.External;

/// <summary>What an external sign-in comes to.</summary>
public enum ExternalDecision
{
    /// <summary>The account is linked already, or is from now on.</summary>
    SignIn = 0,

    Link,

    SignUp,

    /// <summary>There is an account with the address, but nothing proves that it is theirs: they sign in to it and link it.</summary>
    AccountExists,

    /// <summary>There is none, and none may be made.</summary>
    NoAccount,
}
