namespace ToskaMesh.Emulator.Worker.Definition;

/// <summary>Turns whatever a function returns into one shape.</summary>
internal static class Promise
{
    public static async ValueTask<object?> OfTask(Task task)
    {
        await task;
        return null;
    }

    public static async ValueTask<object?> OfValueTask(ValueTask task)
    {
        await task;
        return null;
    }

    public static ValueTask<object?> OfTask<T>(Task<T> task) => OfValueTask(new ValueTask<T>(task));

    public static async ValueTask<object?> OfValueTask<T>(ValueTask<T> task) => await task;
}
