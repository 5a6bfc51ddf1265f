namespace ToskaMesh.Shared.Identity.Users;

/// <summary>What a token that was sent by mail can do, once.</summary>
public enum OneTimePurpose
{
    ResetPassword = 0,

    ConfirmEmail = 1,
}
