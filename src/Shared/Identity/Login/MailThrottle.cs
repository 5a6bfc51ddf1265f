using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Shared.Identity.Login;

/// <summary>Bounds the mails that anybody can have sent to an address, and the requests for them of one client network.</summary>
public sealed class MailThrottle(ILimitCounters counters)
{
    /// <summary>In an hour, of each kind.</summary>
    public const int PerAddress = 5;

    /// <summary>In an hour, of each kind.</summary>
    public const int PerNetwork = 60;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <param name="kind">What is asked for, such as <c>reset</c>.</param>
    /// <param name="network">Null where it is not known.</param>
    /// <returns>Whether the client may ask; this says nothing about the address.</returns>
    public async ValueTask<LimitDecision> AskAsync(string kind, string? network, CancellationToken cancellationToken) => network is null
        ? new LimitDecision(true, PerNetwork, TimeSpan.Zero, TimeSpan.Zero)
        : await counters.AcquireAsync($"mail:{kind}:network:{network}", new RateLimit(PerNetwork, Window), 1, cancellationToken);

    /// <summary>Whether one more secret that was refused is worth a record: each is a write, and anybody can cause it.</summary>
    /// <param name="network">Null where it is not known: those share one count.</param>
    public async ValueTask<bool> MayRecordAsync(string? network, CancellationToken cancellationToken) =>
        (await counters.CountAsync($"mail:refused:{network ?? "unknown"}", Window, cancellationToken)).Value <= PerNetwork;

    /// <summary>Whether the address may get one more. Addresses that nobody has are counted alike.</summary>
    public async ValueTask<bool> MayGetAsync(string kind, EmailAddress email, CancellationToken cancellationToken) =>
        (await counters.CountAsync($"mail:{kind}:{OneTimeSecret.Hash(email.Value)}", Window, cancellationToken)).Value <= PerAddress;
}
