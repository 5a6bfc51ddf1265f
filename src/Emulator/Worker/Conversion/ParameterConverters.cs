using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ToskaMesh.Emulator.Worker.Conversion;

/// <summary>Finds the converters of a parameter: those declared for it or its type, then the worker's own in their order.</summary>
internal sealed class ParameterConverters(IServiceProvider services, IOptions<WorkerOptions> options)
{
    /// <summary>Under this name a parameter's properties hold its binding attribute.</summary>
    public const string BindingAttribute = "bindingAttribute";

    private readonly Dictionary<Type, IInputConverter> _instances = [];

    public IReadOnlyList<IInputConverter> For(FunctionParameter parameter)
    {
        var declared = Declared(parameter).ToList();
        var types = declared.Select(d => d.ConverterType);
        return [.. (FallsBack(parameter) ? types.Concat(options.Value.InputConverters) : types).Distinct().Select(Instance)];
    }

    private static IEnumerable<InputConverterAttribute> Declared(FunctionParameter parameter)
    {
        if (parameter.Properties.GetValueOrDefault(BindingAttribute) is { } attribute)
        {
            if (attribute is InputConverterAttribute converter)
            {
                yield return converter;
            }

            foreach (var ofAttribute in attribute.GetType().GetCustomAttributes<InputConverterAttribute>())
            {
                yield return ofAttribute;
            }
        }

        foreach (var ofType in parameter.Type.GetCustomAttributes<InputConverterAttribute>())
        {
            yield return ofType;
        }
    }

    private static bool FallsBack(FunctionParameter parameter) =>
        parameter.Properties.GetValueOrDefault(BindingAttribute)?.GetType()
            .GetCustomAttribute<ConverterFallbackBehaviorAttribute>()?.Behavior != ConverterFallbackBehavior.Disallow;

    private IInputConverter Instance(Type type)
    {
        if (!_instances.TryGetValue(type, out var converter))
        {
            converter = (IInputConverter)ActivatorUtilities.CreateInstance(services, type);
            _instances.Add(type, converter);
        }

        return converter;
    }
}
