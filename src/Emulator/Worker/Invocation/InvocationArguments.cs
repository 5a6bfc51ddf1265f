using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using ToskaMesh.Emulator.Worker.Conversion;

namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>The arguments of one invocation, each made once.</summary>
internal sealed class InvocationArguments(FunctionArguments plan) : IFunctionInputBindingFeature
{
    private readonly object?[] _values = new object?[plan.Count];
    private readonly bool[] _bound = new bool[plan.Count];

    public object? this[int index]
    {
        get => _values[index];
        set
        {
            _values[index] = value;
            _bound[index] = true;
        }
    }

    public int IndexOf(string parameter) => plan.IndexOf(parameter);

    public async ValueTask BindAsync(FunctionContext context, int index)
    {
        if (!_bound[index])
        {
            this[index] = await plan.ConvertAsync(context, index);
        }
    }

    public async ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            await BindAsync(context, i);
        }

        return new FunctionInputBindingResult(_values);
    }
}
