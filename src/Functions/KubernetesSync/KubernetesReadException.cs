namespace ToskaMesh.Functions.KubernetesSync;

/// <summary>The API server answered with success, and with something that must not be believed.</summary>
internal sealed class KubernetesReadException(string message) : Exception(message);
