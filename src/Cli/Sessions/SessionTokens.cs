using System.Net;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Sessions;

/// <summary>The access token of a login, and the next one when that is about to expire.</summary>
internal sealed class SessionTokens(SessionFile file, Uri url, HttpMessageInvoker http, TimeProvider time)
{
    /// <summary>How long a token must last to be worth sending.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <param name="refused">A token that the mesh did not take, whatever this machine's clock says of it.</param>
    /// <exception cref="SessionOverException">The login is over.</exception>
    public async Task<string> CurrentAsync(string? refused, CancellationToken cancellationToken)
    {
        if (Find() is { } token)
        {
            return token;
        }

        // Two processes that spent one refresh token would look like its thief and its owner.
        using var held = await file.LockAsync(time, cancellationToken);
        return Find() ?? Keep(await RefreshAsync(Read(), audience: null)).AccessToken;

        string? Find() =>
            Read() is var session && session.AccessToken != refused && session.ExpiresAt - Margin > time.GetUtcNow() ? session.AccessToken : null;
    }

    /// <summary>A token for somebody else than the control plane. It is not kept: it is printed, and expires.</summary>
    /// <param name="audience">Such as <c>toska-services</c>.</param>
    /// <exception cref="SessionOverException">The login is over, or there is no such audience.</exception>
    public async Task<string> ForAsync(string audience, CancellationToken cancellationToken)
    {
        using var held = await file.LockAsync(time, cancellationToken);
        var session = Read();
        var next = await RefreshAsync(session, audience);
        Keep(next with { AccessToken = session.AccessToken, ExpiresAt = session.ExpiresAt });
        return next.AccessToken;
    }

    private Session Read() => file.Read() ?? throw new SessionOverException($"Nobody is logged in at {url}.");

    // Before anything uses the new tokens: the old refresh token is worth nothing any more.
    private Session Keep(Session session)
    {
        file.Write(session);
        return session;
    }

    // Not given up by Ctrl-C: the answer holds the only refresh token that is left.
    private async Task<Session> RefreshAsync(Session session, string? audience)
    {
        var body = new JsonObject { ["refreshToken"] = session.RefreshToken };
        if (audience is not null)
        {
            body["audience"] = audience;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, "api/Auth/refresh")) { Content = JsonBody.Of(body) };
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var response = await http.SendAsync(request, timeout.Token);
        var text = await response.Content.ReadAsStringAsync(timeout.Token);
        if (response.StatusCode is HttpStatusCode.Unauthorized)
        {
            throw new SessionOverException($"The login of {session.Email} at {url} is over.");
        }

        if (!response.IsSuccessStatusCode)
        {
            throw Refusal.Of(response.StatusCode, text);
        }

        return Session.TryParse(text)
            ?? throw new CommandFailedException(ExitCode.Failed, $"{url} answered a refresh with something else: is this the address of a mesh?");
    }
}
