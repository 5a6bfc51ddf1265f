namespace ToskaMesh.Functions.Identity.Mail;

/// <summary>Section <c>Mesh:Email</c>.</summary>
internal sealed class EmailOptions
{
    public const string Section = "Mesh:Email";

    /// <summary>The mail server, <c>host</c> or <c>host:port</c> (587); empty for none.</summary>
    public string Smtp { get; set; } = "";

    /// <summary>Whether nothing is said to the server before the connection is encrypted: STARTTLS, or TLS from the start on port 465.</summary>
    public bool Tls { get; set; } = true;

    /// <summary>As whom the mesh signs in at the server; empty for a server that asks for none.</summary>
    public string User { get; set; } = "";

    /// <summary>Of <see cref="User"/>. Secret.</summary>
    public string Password { get; set; } = "";

    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "toska-mesh@localhost.localdomain";

    /// <summary>Of all that is said to the server for one mail.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>False when it is no host with an optional port.</summary>
    public bool TryReadServer(out string host, out int port)
    {
        var isOne = Uri.TryCreate($"smtp://{Smtp}", UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.PathAndQuery is "/" or "" && uri.UserInfo.Length == 0;
        (host, port) = isOne ? (uri!.Host, uri.Port > 0 && !uri.IsDefaultPort ? uri.Port : 587) : ("", 0);
        return isOne;
    }
}
