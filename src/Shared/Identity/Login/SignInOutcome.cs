namespace ToskaMesh.Shared.Identity.Login;

public enum SignInOutcome
{
    Done = 0,

    /// <summary>Which of the reasons it was is nobody's business but the audit's.</summary>
    Refused = 1,

    /// <summary>All is right but that the e-mail address is not confirmed; only told to who knows the password.</summary>
    Unconfirmed = 2,
}
