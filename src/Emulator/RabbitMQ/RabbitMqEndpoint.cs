using System.Net.Security;
using RabbitMQ.Client;

namespace ToskaMesh.Emulator.RabbitMQ;

/// <summary>Where a broker is, and how this process connects to it.</summary>
internal sealed record RabbitMqEndpoint(Uri Uri, bool SkipsCertificateValidation)
{
    /// <summary>Channels on which a publish ends when the broker has confirmed it.</summary>
    public static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    // Half of it passes without a sign of life, and a connection counts as lost: a host that vanished is noticed soon.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    // A broker that takes the connection and then says nothing may be starting: another try finds it started.
    private static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(5);

    /// <exception cref="FormatException">The text is no amqp URI. It is not repeated: it holds a password.</exception>
    public static RabbitMqEndpoint Parse(string text, bool skipsCertificateValidation) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"
            ? new RabbitMqEndpoint(uri, skipsCertificateValidation)
            : throw new FormatException("The connection string is no amqp URI. Write it as amqp://user:password@host:5672.");

    /// <summary>The client does not recover by itself: it could neither wait for the first connection nor for a queue.</summary>
    public Task<IConnection> ConnectAsync(string name, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = Uri,
            ClientProvidedName = name,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = Heartbeat,
            RequestedConnectionTimeout = StepTimeout,
            HandshakeContinuationTimeout = StepTimeout,
        };
        if (SkipsCertificateValidation && factory.Ssl.Enabled)
        {
            factory.Ssl.AcceptablePolicyErrors |= SslPolicyErrors.RemoteCertificateChainErrors;
        }

        return factory.CreateConnectionAsync(cancellationToken);
    }
}
