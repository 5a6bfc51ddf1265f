using Microsoft.Extensions.Options;

namespace ToskaMesh.Functions.Messaging.RabbitMq;

internal sealed class RabbitMqOptionsValidator : IValidateOptions<RabbitMqOptions>
{
    // It has a password in it: nothing of it is repeated.
    public ValidateOptionsResult Validate(string? name, RabbitMqOptions options) =>
        Uri.TryCreate(options.Uri, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{RabbitMqOptions.Setting} must be the broker's address, such as 'amqp://user:password@host:5672/', where events go by RabbitMQ.");
}
