using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Shared.Identity.Audit;

/// <summary>What the audit tells apart: <c>subject.verb</c>. The event on the bus is <c>toskamesh.security.{action}.v1</c>.</summary>
public static class SecurityActions
{
    public const string UserRegistered = "user.registered";
    public const string UserChanged = "user.changed";
    public const string UserDeleted = "user.deleted";
    public const string UserDisabled = "user.disabled";
    public const string UserEnabled = "user.enabled";
    public const string UserUnlocked = "user.unlocked";
    public const string UserRolesChanged = "user.roles-changed";
    public const string AdminCreated = "user.first-admin-created";
    public const string Login = "session.login";
    public const string SessionRefreshed = "session.refreshed";
    public const string SessionEnded = "session.ended";
    public const string RefreshTokenReused = "session.refresh-token-reused";
    public const string PasswordChanged = "password.changed";
    public const string PasswordResetRequested = "password.reset-requested";
    public const string PasswordReset = "password.reset";
    public const string EmailVerificationRequested = "email.verification-requested";
    public const string EmailConfirmed = "email.confirmed";
    public const string MailRefused = "mail.refused";
    public const string ExternalLinked = "external.linked";
    public const string ExternalUnlinked = "external.unlinked";
    public const string ApiKeyCreated = "apikey.created";
    public const string ApiKeyRotated = "apikey.rotated";
    public const string ApiKeyRevoked = "apikey.revoked";
    public const string ClientCreated = "client.created";
    public const string ClientDeleted = "client.deleted";
    public const string ClientAuthenticated = "client.authenticated";
    public const string SigningKeyAnnounced = "signing-key.announced";
    public const string SigningKeyRetired = "signing-key.retired";
    public const string SigningKeyRevoked = "signing-key.revoked";
    public const string AccessRefused = "access.refused";
    public const string ConfigurationCreated = "configuration.created";
    public const string ConfigurationUpdated = "configuration.updated";
    public const string ConfigurationRolledBack = "configuration.rolled-back";
    public const string ConfigurationActivated = "configuration.activated";
    public const string ConfigurationDeleted = "configuration.deleted";
    public const string RolloutStarted = "rollout.started";
    public const string RolloutApproved = "rollout.approved";
    public const string RolloutPaused = "rollout.paused";
    public const string RolloutResumed = "rollout.resumed";
    public const string RolloutAborted = "rollout.aborted";
    public const string RolloutPromoted = "rollout.promoted";
    public const string RolloutCompleted = "rollout.completed";
    public const string RolloutRolledBack = "rollout.rolled-back";
    public const string RolloutSuperseded = "rollout.superseded";

    /// <summary>Null of what is told, but not put on record.</summary>
    public static string? OfRollout(RolloutNoteKind what) => what switch
    {
        RolloutNoteKind.Started => RolloutStarted,
        RolloutNoteKind.Approved => RolloutApproved,
        RolloutNoteKind.Paused => RolloutPaused,
        RolloutNoteKind.Resumed => RolloutResumed,
        RolloutNoteKind.Aborted => RolloutAborted,
        RolloutNoteKind.Promoted => RolloutPromoted,
        RolloutNoteKind.Completed => RolloutCompleted,
        RolloutNoteKind.RolledBack => RolloutRolledBack,
        RolloutNoteKind.Superseded => RolloutSuperseded,
        _ => null,
    };

    /// <summary>The type of the event that tells of one.</summary>
    public static string EventType(string action) => $"{EventTypes.SecurityPrefix}{action}.v1";
}
