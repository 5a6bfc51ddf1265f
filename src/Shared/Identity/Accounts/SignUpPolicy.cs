namespace ToskaMesh.Shared.Identity.Accounts;

/// <param name="IsOpen">Whether people get an account by asking for one. The first Admin is made either way.</param>
public sealed record SignUpPolicy(bool IsOpen);
