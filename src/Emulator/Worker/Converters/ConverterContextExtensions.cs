using ToskaMesh.Emulator.Worker.Conversion;

namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>What else a converter can learn of its parameter.</summary>
public static class ConverterContextExtensions
{
    public static bool TryGetBindingAttribute<T>(this ConverterContext context, out object? bindingAttribute)
        where T : Attribute =>
        context.TryGetBindingAttribute(typeof(T), out bindingAttribute);

    public static bool TryGetBindingAttribute(this ConverterContext context, Type type, out object? bindingAttribute)
    {
        ArgumentNullException.ThrowIfNull(context);
        var attribute = context.Properties.GetValueOrDefault(ParameterConverters.BindingAttribute);
        bindingAttribute = attribute?.GetType() == type ? attribute : null;
        return bindingAttribute is not null;
    }
}
