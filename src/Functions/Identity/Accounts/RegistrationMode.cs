namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>Who may get an account by asking for it.</summary>
internal enum RegistrationMode
{
    /// <summary>Anybody whose address is proved.</summary>
    Open = 0,

    /// <summary>Nobody but the first Admin.</summary>
    Closed = 1,
}
