namespace ToskaMesh.Gateway.Documents;

/// <summary>Stands for a watch that could not be set up.</summary>
internal sealed class NotWatching : IDisposable
{
    public static readonly NotWatching Instance = new();

    public void Dispose()
    {
    }
}
