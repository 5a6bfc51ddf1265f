using System.Globalization;
using System.Text.Json;

namespace ToskaMesh.Shared.Validation;

public readonly partial struct JsonField
{
    /// <summary>Any number within the range.</summary>
    public double? Number(double min, double max)
    {
        if (_element.ValueKind is JsonValueKind.Number && _element.TryGetDouble(out var value) && value >= min && value <= max)
        {
            return value;
        }

        Fault(string.Create(CultureInfo.InvariantCulture, $"must be a number from {min} to {max}"));
        return null;
    }
}
