namespace ToskaMesh.Functions.CatalogSync;

/// <summary>Consul answered with success, and with something that must not be believed.</summary>
internal sealed class ConsulReadException(string message) : Exception(message);
