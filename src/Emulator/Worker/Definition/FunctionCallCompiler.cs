using System.Linq.Expressions;
using System.Reflection;

namespace ToskaMesh.Emulator.Worker.Definition;

/// <summary>Compiles <see cref="FunctionCall"/>s once at start, so that no call reflects.</summary>
internal static class FunctionCallCompiler
{
    public static FunctionCall Compile(MethodInfo method)
    {
        var instance = Expression.Parameter(typeof(object), "instance");
        var arguments = Expression.Parameter(typeof(object[]), "arguments");
        var call = Expression.Call(
            method.IsStatic ? null : Expression.Convert(instance, method.DeclaringType!),
            method,
            method.GetParameters().Select((p, i) =>
                Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType)));
        return Expression.Lambda<FunctionCall>(Awaited(call), instance, arguments).Compile();
    }

    /// <summary>The type of the value that a method returns or promises; null where there is none.</summary>
    public static Type? ValueType(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask))
        {
            return null;
        }

        var isPromise = type.IsGenericType
            && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>));
        return isPromise ? type.GetGenericArguments()[0] : type;
    }

    private static Expression Awaited(MethodCallExpression call)
    {
        var type = call.Type;
        if (type == typeof(void))
        {
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        }

        if (type == typeof(Task) || type == typeof(ValueTask))
        {
            return Expression.Call(typeof(Promise), type == typeof(Task) ? nameof(Promise.OfTask) : nameof(Promise.OfValueTask), null, call);
        }

        if (ValueType(call.Method) is { } value && value != type)
        {
            var of = type.GetGenericTypeDefinition() == typeof(Task<>) ? nameof(Promise.OfTask) : nameof(Promise.OfValueTask);
            return Expression.Call(typeof(Promise), of, [value], call);
        }

        return Expression.New(
            typeof(ValueTask<object?>).GetConstructor([typeof(object)])!, Expression.Convert(call, typeof(object)));
    }
}
