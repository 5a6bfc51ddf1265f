using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Documents;

/// <summary>
/// Says that a document may have changed: sooner than polling does, and it may be missed. Where documents lie and how
/// their change is told are two things: a blob has no watcher, and Redis tells of any document.
/// </summary>
internal interface IChangeSignal
{
    /// <summary>Calls back on each sign until it is disposed of.</summary>
    /// <param name="name">One of <see cref="DocumentNames"/>.</param>
    /// <param name="changed">Must be quick; it is called on the signal's own thread.</param>
    IDisposable OnChange(string name, Action changed);
}
