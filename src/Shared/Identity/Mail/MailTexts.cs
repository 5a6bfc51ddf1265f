using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Mail;

/// <summary>What the mesh writes to people. Nothing in a text is of somebody else's choosing, or strangers could write by us.</summary>
public static class MailTexts
{
    /// <summary>A notice is of use for as long as its reader may wonder.</summary>
    public static readonly TimeSpan NoticeLifetime = TimeSpan.FromDays(1);

    private static readonly string Minutes = $"{OneTimeToken.Lifetime.TotalMinutes:0} minutes";

    private const string NotMe = "If it was not you, tell those who run this mesh.";

    public static OutgoingMail ConfirmEmail(EmailAddress to, string token) => new(
        to,
        "Confirm your e-mail address",
        $"""
        Somebody, hopefully you, gave this address to Toska Mesh. To confirm it, send

            POST /api/Auth/email/confirm
            {Body(to, token, "")}

        within {Minutes}. If it was not you, do nothing.
        """);

    public static OutgoingMail AlreadyRegistered(EmailAddress to) => new(
        to,
        "You have an account already",
        $"""
        Somebody, hopefully you, tried to register this address with Toska Mesh, which has an account already. Nothing
        was changed. If you forgot the password, ask for a new one: POST /api/Auth/password/reset. {NotMe}
        """);

    public static OutgoingMail ResetPassword(EmailAddress to, string token) => new(
        to,
        "Choose a new password",
        $"""
        Somebody, hopefully you, asked for a new password of this address at Toska Mesh. To choose one, send

            POST /api/Auth/password/reset/confirm
            {Body(to, token, """, "newPassword": "..." """)}

        within {Minutes}. If it was not you, do nothing: the password stays what it is.
        """);

    public static OutgoingMail PasswordChanged(EmailAddress to) =>
        Notice(to, "Your password was changed", "The password of your account at Toska Mesh was changed, and your other sessions have ended.");

    /// <param name="provider">Its name in the settings.</param>
    public static OutgoingMail ExternalLinked(EmailAddress to, string provider) => Notice(
        to,
        "Your account can be signed in to by another provider",
        $"Your account at Toska Mesh can be signed in to by {provider} from now on. DELETE /api/Auth/external/{provider} takes that away, and so does a new password: POST /api/Auth/password/reset.");

    /// <param name="provider">Its name in the settings.</param>
    public static OutgoingMail ExternalUnlinked(EmailAddress to, string provider) => Notice(
        to, "Your account was unlinked from a provider", $"Your account at Toska Mesh can no longer be signed in to by {provider}, and your other sessions have ended.");

    /// <summary>To the address before.</summary>
    public static OutgoingMail EmailChanged(EmailAddress to) =>
        Notice(to, "Your e-mail address was changed", "Your account at Toska Mesh has another e-mail address now, and its sessions have ended.");

    private static OutgoingMail Notice(EmailAddress to, string subject, string text) => new(to, subject, $"{text} {NotMe}\n");

    private static string Body(EmailAddress to, string token, string more) => $$"""{"email": "{{to}}", "token": "{{token}}"{{more}}}""";
}
