namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Whether the built-in converters are asked where the declared one leaves a parameter unhandled.</summary>
public enum ConverterFallbackBehavior
{
    Allow = 0,
    Disallow = 1,
    Default = Allow,
}
