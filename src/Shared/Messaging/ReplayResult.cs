namespace ToskaMesh.Shared.Messaging;

/// <param name="Letter">As it is now; null when there is none.</param>
public sealed record ReplayResult(ReplayOutcome Outcome, DeadLetter? Letter);
