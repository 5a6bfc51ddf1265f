using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ToskaMesh.Functions.Tests.Identity.Mail;

/// <summary>Takes one connection and as much of SMTP (RFC 5321) as a mail needs, without TLS.</summary>
internal sealed class FakeSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<string> _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _heard = new();
    private readonly string? _refuseWith;
    private readonly Task _serving;

    public FakeSmtpServer(string? refuseWith = null)
    {
        _refuseWith = refuseWith;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All that was said, once a mail was.</summary>
    public Task<string> Received => _received.Task;

    public string Heard
    {
        get
        {
            lock (_heard)
            {
                return _heard.ToString();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 fake");
        var isData = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_heard)
            {
                _heard.AppendLine(line);
            }

            if (isData && line != ".")
            {
                continue;
            }

            if (isData)
            {
                _received.TrySetResult(Heard);
            }

            isData = line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase);
            await writer.WriteLineAsync(AnswerTo(line));
        }
    }

    private string AnswerTo(string line) => line.Split(' ')[0].ToUpperInvariant() switch
    {
        "RCPT" when _refuseWith is not null => _refuseWith,
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 fine",
    };
}
