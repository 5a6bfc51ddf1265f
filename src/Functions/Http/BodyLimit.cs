namespace ToskaMesh.Functions.Http;

/// <summary>How much of a body the control plane reads, unless a function says otherwise.</summary>
internal static class BodyLimit
{
    public const int Bytes = 64 * 1024;
}
