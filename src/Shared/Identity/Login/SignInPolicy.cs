namespace ToskaMesh.Shared.Identity.Login;

/// <param name="RequiresConfirmedEmail">Whether only those may sign in who proved that they read the mail of their address.</param>
public sealed record SignInPolicy(bool RequiresConfirmedEmail);
