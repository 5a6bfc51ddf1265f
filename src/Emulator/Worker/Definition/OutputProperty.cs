using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Worker.Definition;

/// <summary>A property of a function's result with a binding of its own.</summary>
internal sealed record OutputProperty(BindingMetadata Binding, OutputBindingAttribute? Attribute, Func<object, object?> Read)
{
    /// <summary>Null for a property without a binding. An HTTP response needs no attribute to have one.</summary>
    public static OutputProperty? Of(PropertyInfo property, bool isHttp)
    {
        var attribute = property.GetCustomAttribute<OutputBindingAttribute>();
        var type = attribute is not null ? BindingType.Of(attribute)
            : isHttp && typeof(HttpResponseData).IsAssignableFrom(property.PropertyType) ? BindingType.Http
            : null;
        return type is null ? null : new(new DeclaredBinding(property.Name, type, BindingDirection.Out), attribute, Reader(property));
    }

    private static Func<object, object?> Reader(PropertyInfo property)
    {
        var result = Expression.Parameter(typeof(object), "result");
        var read = Expression.Property(Expression.Convert(result, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(read, typeof(object)), result).Compile();
    }
}
