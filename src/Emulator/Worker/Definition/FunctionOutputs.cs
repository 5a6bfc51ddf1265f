using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Worker.Definition;

/// <summary>Where the parts of a function's result go.</summary>
internal sealed class FunctionOutputs
{
    /// <summary>The name of the binding that takes the result as a whole.</summary>
    public const string Return = "$return";

    private readonly ImmutableArray<OutputProperty> _properties;

    private FunctionOutputs(
        ImmutableArray<OutputProperty> properties, IEnumerable<BindingMetadata> whole, OutputBindingAttribute? ofWhole = null)
    {
        _properties = properties;
        Bindings = properties.Select(p => p.Binding).Concat(whole).ToImmutableDictionary(b => b.Name);
        Attributes = ofWhole is null
            ? properties.Where(p => p.Attribute is not null).ToImmutableDictionary(p => p.Binding.Name, p => p.Attribute!)
            : ImmutableDictionary<string, OutputBindingAttribute>.Empty.Add(Return, ofWhole);
        HttpProperty = properties.FirstOrDefault(p => p.Binding.Type == BindingType.Http)?.Binding.Name;
    }

    public ImmutableDictionary<string, BindingMetadata> Bindings { get; }

    /// <summary>The attributes of the bindings that have one, by the bindings' names.</summary>
    public ImmutableDictionary<string, OutputBindingAttribute> Attributes { get; }

    /// <summary>The property of the result that is the HTTP response; null where the result as a whole is, or nothing.</summary>
    public string? HttpProperty { get; }

    /// <summary>Whether the result as a whole is the HTTP response.</summary>
    public bool ReturnsHttp => Bindings.TryGetValue(Return, out var binding) && binding.Type == BindingType.Http;

    public static FunctionOutputs Of(MethodInfo method, bool isHttp)
    {
        var value = FunctionCallCompiler.ValueType(method);
        if (value is null)
        {
            return new FunctionOutputs([], []);
        }

        if (method.GetCustomAttribute<OutputBindingAttribute>() is { } attribute)
        {
            return new FunctionOutputs([], [Whole(BindingType.Of(attribute))], attribute);
        }

        var properties = Properties(value, isHttp);
        return new FunctionOutputs(properties, properties.IsEmpty && isHttp ? [Whole(BindingType.Http)] : []);
    }

    /// <summary>Hands the parts of a result to their bindings; false where the result stays whole.</summary>
    public bool Distribute(object result, IDictionary<string, object?> outputs)
    {
        foreach (var property in _properties)
        {
            if (property.Read(result) is { } part)
            {
                outputs[property.Binding.Name] = part;
            }
        }

        return !_properties.IsEmpty;
    }

    private static DeclaredBinding Whole(string type) => new(Return, type, BindingDirection.Out);

    private static ImmutableArray<OutputProperty> Properties(Type value, bool isHttp) =>
        typeof(HttpResponseData).IsAssignableFrom(value)
            ? []
            : [.. value.GetProperties().Select(p => OutputProperty.Of(p, isHttp)).OfType<OutputProperty>()];
}
