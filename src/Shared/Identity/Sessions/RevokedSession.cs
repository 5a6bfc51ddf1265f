namespace ToskaMesh.Shared.Identity.Sessions;

/// <summary>A session whose access tokens are refused before they expire.</summary>
/// <param name="SessionId"><c>sid</c> of the tokens.</param>
/// <param name="Until">When the last of its tokens has expired for everybody, clocks apart included: nothing has to remember it then.</param>
public sealed record RevokedSession(string SessionId, DateTimeOffset Until);
