using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Net.Http.Headers;

namespace ToskaMesh.Emulator.Worker.Http;

/// <summary>Reads the cookies of a request; what is no cookie is left out.</summary>
internal static class RequestCookies
{
    public static IReadOnlyCollection<IHttpCookie> Parse(HttpHeadersCollection headers) =>
        headers.TryGetValues(HeaderNames.Cookie, out var values)
        && CookieHeaderValue.TryParseList([.. values], out var cookies)
            ? [.. cookies.Select(c => new HttpCookie(c.Name.ToString(), c.Value.ToString()))]
            : [];
}
