using System.Collections;

namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>Puts the invocation's id and function on what is logged during it, under the genuine worker's names.</summary>
internal sealed class InvocationLogScope(string invocationId, string functionName) : IReadOnlyList<KeyValuePair<string, object>>
{
    public int Count => 2;

    public KeyValuePair<string, object> this[int index] => index switch
    {
        0 => new("AzureFunctions_InvocationId", invocationId),
        1 => new("AzureFunctions_FunctionName", functionName),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
    {
        yield return this[0];
        yield return this[1];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{functionName} {invocationId}";
}
