using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.Messaging.ServiceBus;

internal sealed class ServiceBusOptionsValidator : IValidateOptions<ServiceBusOptions>
{
    // A connection string has a key in it: nothing of it is repeated.
    public ValidateOptionsResult Validate(string? name, ServiceBusOptions options) =>
        (options.ConnectionString.Length > 0) != (options.FullyQualifiedNamespace.Length > 0)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Set either {ServiceBusOptions.Setting}, to a connection string, or {ServiceBusOptions.Setting}:fullyQualifiedNamespace, for the app's identity, where events go by Service Bus.");
}
