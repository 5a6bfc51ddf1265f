namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>A change in the writer's hands, and who waits for it.</summary>
internal abstract class StoreRequest
{
    public abstract void Apply(WriteSession session);

    /// <summary>Refused: the others of its transaction go on.</summary>
    public abstract void Refuse(Exception exception);

    /// <summary>The transaction is on disk.</summary>
    public abstract void Committed();

    /// <summary>The transaction is not on disk.</summary>
    public abstract void Lost(Exception exception);
}
