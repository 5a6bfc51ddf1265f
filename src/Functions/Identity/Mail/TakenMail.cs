using ToskaMesh.Shared.Identity.Mail;

namespace ToskaMesh.Functions.Identity.Mail;

/// <summary>A mail that somebody is about to send.</summary>
/// <param name="DueAt">When it was due, should it not be tried.</param>
/// <param name="Attempt">1 for the first.</param>
internal sealed record TakenMail(SealedMail Mail, DateTimeOffset DueAt, int Attempt);
