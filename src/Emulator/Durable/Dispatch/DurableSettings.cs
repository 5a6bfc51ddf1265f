namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>What <c>host.json</c> says of orchestrations.</summary>
internal sealed record DurableSettings(string Hub, int ConcurrentOrchestrators, int ConcurrentActivities);
