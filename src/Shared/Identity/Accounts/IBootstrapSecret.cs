namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>What the first Admin shows to become one. That it works once is the user store's decision, not this secret's.</summary>
public interface IBootstrapSecret
{
    /// <summary>Whether it is the one; false when there is none.</summary>
    Task<bool> MatchesAsync(string presented, CancellationToken cancellationToken);

    /// <summary>It was used: nobody needs to find it any more.</summary>
    void Discard();
}
