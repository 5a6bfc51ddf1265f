using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>Reads the bodies of <c>/api/Auth</c>. New passwords are judged here, presented ones are only bounded.</summary>
public static class AccountBodies
{
    private const int SecretLength = 256;

    private static readonly string AudienceRule = $"must be one of {string.Join(", ", Audiences.All)}";

    public static Parsed<AccountRegistration> Registration(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields =>
    {
        var email = Email(fields);
        var password = NewPassword(fields, "password", email);
        var name = FullName(fields);
        var phone = Phone(fields);
        var secret = fields.Optional("bootstrapSecret")?.Text(1, SecretLength);
        fields.Refuse("is given by an Admin, after the registration", "roles");
        return email is null || password is null || name is null ? null : new AccountRegistration(email, password, name, phone, secret);
    });

    public static Parsed<Credentials> Login(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields =>
    {
        var email = Email(fields);
        var password = Presented(fields, "password");
        var client = ClientId(fields);
        var audience = Audience(fields);
        fields.Refuse("is never taken from a body: it is what a trusted proxy says", "ipAddress");
        return email is null || password is null || client is null || audience is null ? null : new Credentials(email, password, client, audience);
    });

    public static Parsed<RefreshRequest> Refresh(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields =>
    {
        var token = fields.Required("refreshToken")?.Text(1, SecretLength);
        var client = ClientId(fields);
        var audience = Audience(fields);
        return token is null || client is null || audience is null ? null : new RefreshRequest(token, client, audience);
    });

    /// <param name="owner">Whose password it is to be.</param>
    public static Parsed<PasswordChange> PasswordChange(ReadOnlyMemory<byte> body, EmailAddress owner) => JsonBody.Parse(body, fields =>
    {
        var current = Presented(fields, "currentPassword");
        var next = NewPassword(fields, "newPassword", owner);
        return current is null || next is null ? null : new PasswordChange(current, next);
    });

    public static Parsed<AddressOrder> Address(ReadOnlyMemory<byte> body) =>
        JsonBody.Parse(body, fields => Email(fields) is { } email ? new AddressOrder(email) : null);

    public static Parsed<PasswordResetConfirmation> PasswordReset(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields =>
    {
        var email = Email(fields);
        var token = fields.Required("token")?.Text(1, SecretLength);
        var password = NewPassword(fields, "newPassword", email);
        return email is null || token is null || password is null ? null : new PasswordResetConfirmation(email, token, password);
    });

    public static Parsed<EmailConfirmation> EmailConfirmation(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields =>
    {
        var email = Email(fields);
        var token = fields.Required("token")?.Text(1, SecretLength);
        return email is null || token is null ? null : new EmailConfirmation(email, token);
    });

    public static Parsed<ProfileChange> Profile(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields =>
    {
        var name = FullName(fields);
        var phone = Phone(fields);
        return name is null ? null : new ProfileChange(name, phone);
    });

    public static Parsed<UserUpdate> User(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields =>
    {
        var email = Email(fields);
        var name = FullName(fields);
        var phone = Phone(fields);
        var confirmed = fields.Optional("emailConfirmed")?.Boolean();
        return email is null || name is null ? null : new UserUpdate(email, name, phone, confirmed);
    });

    public static Parsed<RolesChange> Roles(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields =>
    {
        var roles = fields.Required("roles")?.Items(8, item => item.As<string>(IsUserRole, "must be User or Admin: Service and Gateway are for clients"));
        var scopes = fields.Optional("scopes")?.Items(Users.User.MaxScopes, item => item.As<string>(IsScope, $"must be one of {string.Join(", ", Scope.All)}"));
        return roles is null
            ? null
            : new RolesChange(
                roles.Contains(nameof(Role.Admin), StringComparer.OrdinalIgnoreCase),
                scopes is null ? null : [.. scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    });

    /// <summary>Anything that could be a password: what is none is wrong, not malformed, and is told no more than that.</summary>
    internal static string? Presented(JsonField field) => field.As<string>(
        (string text, out string? value) => (value = text.Length <= PasswordRules.MaxUnits ? text : null) is not null, $"must have at most {PasswordRules.MaxLength} characters");

    private static EmailAddress? Email(JsonFields fields) => fields.Required("email")?.As<EmailAddress>(EmailAddress.TryParse, EmailAddress.Rule);

    private static string? FullName(JsonFields fields) => fields.Required("fullName")?.Text(1, Users.User.NameLength);

    private static string? Phone(JsonFields fields) => fields.Optional("phoneNumber")?.Text(1, Users.User.PhoneLength);

    private static string? ClientId(JsonFields fields) => fields.Optional("clientId") is { } field
        ? field.As<string>(SessionLimits.TryClientId, SessionLimits.ClientIdRule)
        : SessionLimits.DefaultClientId;

    private static string? Audience(JsonFields fields) => fields.Optional("audience") is { } field
        ? field.As<string>(IsAudience, AudienceRule)
        : Audiences.ControlPlane;

    private static string? Presented(JsonFields fields, string name) => fields.Required(name) is { } field ? Presented(field) : null;

    private static string? NewPassword(JsonFields fields, string name, EmailAddress? owner)
    {
        if (fields.Required(name) is not { } field)
        {
            return null;
        }

        var password = field.As<string>(
            (string text, out string? value) => (value = text.Length <= PasswordRules.MaxUnits ? text : null) is not null, PasswordRules.LengthRule);
        if (password is not null && PasswordRules.Fault(password, owner) is { } fault)
        {
            field.Fault(fault);
            return null;
        }

        return password;
    }

    private static bool IsAudience(string text, out string? value) => Is(Audiences.All, text, out value);

    private static bool IsScope(string text, out string? value) => Is(Scope.All, text, out value);

    private static bool IsUserRole(string text, out string? value) =>
        (value = text.Equals(nameof(Role.User), StringComparison.OrdinalIgnoreCase) || text.Equals(nameof(Role.Admin), StringComparison.OrdinalIgnoreCase) ? text : null) is not null;

    private static bool Is(IReadOnlyList<string> known, string text, out string? value) =>
        (value = known.Contains(text, StringComparer.Ordinal) ? text : null) is not null;
}
