namespace ToskaMesh.Shared.Identity.Passwords;

/// <summary>More passwords wait to be hashed than may: try again in a moment.</summary>
public sealed class PasswordHashingBusyException : Exception
{
    public PasswordHashingBusyException()
        : this("Too many passwords are being checked. Try again in a moment.")
    {
    }

    public PasswordHashingBusyException(string message)
        : base(message)
    {
    }

    public PasswordHashingBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
