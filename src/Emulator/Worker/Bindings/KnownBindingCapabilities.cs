namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Names for <see cref="BindingCapabilitiesAttribute"/>.</summary>
public static class KnownBindingCapabilities
{
    /// <summary>The trigger obeys the retry attributes.</summary>
    public const string FunctionLevelRetry = "FunctionLevelRetry";
}
