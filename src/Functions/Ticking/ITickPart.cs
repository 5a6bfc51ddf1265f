namespace ToskaMesh.Functions.Ticking;

/// <summary>Something else that each tick does. All parts run at the same time, and the tick ends with the last: a part ends within seconds, whatever it waits for.</summary>
public interface ITickPart
{
    Task RunAsync(CancellationToken cancellationToken);
}
