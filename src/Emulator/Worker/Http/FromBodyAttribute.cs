using Microsoft.Azure.Functions.Worker.Converters;
using ToskaMesh.Emulator.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Makes a parameter from the request's body, by the worker's serializer.</summary>
public class FromBodyAttribute : InputConverterAttribute
{
    public FromBodyAttribute()
        : base(typeof(FromBodyConverter))
    {
    }
}
