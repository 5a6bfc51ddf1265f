namespace ToskaMesh.Functions.Registry;

public sealed record DeregistrationAnswer(string ServiceId, DateTimeOffset DeregisteredAt);
