using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Worker.Http;

internal sealed class ResponseCookies : HttpCookies
{
    private readonly List<IHttpCookie> _appended = [];

    public IReadOnlyList<IHttpCookie> Appended => _appended;

    public override void Append(string name, string value) => _appended.Add(new HttpCookie(name, value));

    public override void Append(IHttpCookie cookie)
    {
        ArgumentNullException.ThrowIfNull(cookie);
        _appended.Add(cookie);
    }

    public override IHttpCookie CreateNew() => new HttpCookie("", "");
}
