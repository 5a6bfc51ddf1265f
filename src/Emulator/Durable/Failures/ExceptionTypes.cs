using System.Collections.Concurrent;

namespace ToskaMesh.Emulator.Durable.Failures;

/// <summary>Finds the types of exceptions by their stored names.</summary>
internal static class ExceptionTypes
{
    private static readonly ConcurrentDictionary<string, Type> Found = new();

    /// <returns>Null where no loaded assembly has it: names come from a store, and the code may have changed since.</returns>
    public static Type? Find(string fullName)
    {
        if (Found.TryGetValue(fullName, out var known))
        {
            return known;
        }

        var type = AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(fullName, throwOnError: false)).FirstOrDefault(t => t is not null);
        return type is not null && typeof(Exception).IsAssignableFrom(type) ? Found.GetOrAdd(fullName, type) : null;
    }
}
