namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>A change that is made whole or not at all. It shares its transaction with others.</summary>
internal interface IStoreChange<out TResult>
{
    /// <exception cref="InvalidOperationException">The change is refused, and undone; its neighbours are not.</exception>
    TResult Apply(WriteSession session);
}
