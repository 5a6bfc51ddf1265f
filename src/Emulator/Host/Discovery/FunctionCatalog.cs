using System.Diagnostics.CodeAnalysis;
using ToskaMesh.Emulator.Worker.Definition;

namespace ToskaMesh.Emulator.Host.Discovery;

/// <summary>The functions of the host: those that can run, and those in error with the reasons.</summary>
internal sealed class FunctionCatalog
{
    private readonly Dictionary<string, FunctionDescriptor> _functions = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, string> _errors = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>In order of name.</summary>
    public IEnumerable<FunctionDescriptor> Functions => _functions.Values.OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, string> Errors => _errors;

    public void Add(FunctionDescriptor function) => _functions.Add(function.Name, function);

    /// <summary>Notes a function in error: it is not called, and the host stays up.</summary>
    public void Fail(string name, string reason) => _errors[name] = reason;

    public bool TryGet(string name, [NotNullWhen(true)] out FunctionDescriptor? function) =>
        _functions.TryGetValue(name, out function);

    public bool IsInError(string name, [NotNullWhen(true)] out string? reason) => _errors.TryGetValue(name, out reason);
}
