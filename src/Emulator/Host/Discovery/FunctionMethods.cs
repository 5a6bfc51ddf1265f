using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ToskaMesh.Emulator.Host.Discovery;

/// <summary>Finds the functions by the official generator's rules: public methods of public top-level classes.</summary>
internal static class FunctionMethods
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    /// <returns>In order of name, without regard to case: the order in which routes are matched.</returns>
    /// <exception cref="InvalidOperationException">The official build would refuse these functions; all reasons are named.</exception>
    public static IReadOnlyList<FunctionMethod> Find(IEnumerable<Type> types)
    {
        var found = types.Where(IsSeen).SelectMany(Declared).Where(m => m.Method.IsPublic)
            .OrderBy(m => m.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var faults = found.SelectMany(Faults).Concat(Duplicates(found)).ToList();
        return faults.Count == 0 ? found : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>Methods with the attribute that nobody will ever call, because of where they stand.</summary>
    public static IEnumerable<MethodInfo> Missed(IEnumerable<Type> types) =>
        types.SelectMany(t => Declared(t).Where(m => !IsSeen(t) || !m.Method.IsPublic)).Select(m => m.Method);

    private static bool IsSeen(Type type) => type is { IsClass: true, IsPublic: true, IsNested: false };

    private static IEnumerable<FunctionMethod> Declared(Type type) =>
        from method in type.GetMethods(Any)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        select new FunctionMethod(function.Name, method);

    private static IEnumerable<string> Faults(FunctionMethod function)
    {
        var where = $"Function {function.Name} ({function.Method.DeclaringType}.{function.Method.Name})";
        var triggers = function.Method.GetParameters().Count(p => p.GetCustomAttribute<TriggerBindingAttribute>() is not null);
        if (triggers != 1)
        {
            yield return $"{where} has {triggers} triggers. Give it exactly one.";
        }

        if (function.Method.GetCustomAttribute<RetryAttribute>() is not null && !CanRetry(function.Method))
        {
            yield return $"{where} has a retry attribute, which its trigger does not support (AZFW0012). Remove it.";
        }

        if (function.Method.ReturnType == typeof(void) && function.Method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null)
        {
            yield return $"{where} is async void, so nobody could wait for it. Return a Task.";
        }
    }

    private static bool CanRetry(MethodInfo method) =>
        method.GetParameters().Select(p => p.GetCustomAttribute<TriggerBindingAttribute>()).OfType<TriggerBindingAttribute>()
            .Any(t => t.GetType().GetCustomAttribute<BindingCapabilitiesAttribute>()?.Capabilities
                .Contains(KnownBindingCapabilities.FunctionLevelRetry) is true);

    private static IEnumerable<string> Duplicates(IEnumerable<FunctionMethod> functions) =>
        functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1)
            .Select(g => $"There are {g.Count()} functions named {g.Key}. Names are unique without regard to case.");
}
