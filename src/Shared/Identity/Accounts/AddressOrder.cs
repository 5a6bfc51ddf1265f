using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>A request for a mail with a token.</summary>
public sealed record AddressOrder(EmailAddress Email);
