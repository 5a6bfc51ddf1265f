namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes the object on which a function's instance method is called.</summary>
public interface IFunctionActivator
{
    object? CreateInstance(Type instanceType, FunctionContext context);
}
