namespace ToskaMesh.Functions.Messaging;

/// <summary>What there is too much of.</summary>
/// <param name="Inbox">Rows above the limit, if positive.</param>
/// <param name="DeadLetters">Letters above the limit, if positive.</param>
/// <param name="Services">Some of those with too long a history.</param>
internal sealed record MessageExcess(int Inbox, int DeadLetters, IReadOnlyList<string> Services)
{
    /// <summary>One sweep will not get through it.</summary>
    public bool More => Inbox > EfMessageRetention.Limit || DeadLetters > EfMessageRetention.Limit || Services.Count > 0;
}
