using Microsoft.AspNetCore.Http.Features;

namespace ToskaMesh.Gateway.ControlPlane;

/// <summary>Reads a request's body whole and gives it a length: the Functions host drops bodies that come in chunks.</summary>
internal static class RequestBuffer
{
    private const int PieceSize = 16 * 1024;

    /// <returns>False when the body is longer than the limit, which is known before it is read when the caller says so.</returns>
    public static async Task<bool> TryFillAsync(HttpContext context, long limit)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return true;
        }

        if (request.ContentLength > limit)
        {
            return false;
        }

        var body = new MemoryStream();
        var piece = new byte[PieceSize];
        int read;
        while ((read = await request.Body.ReadAsync(piece, context.RequestAborted)) > 0)
        {
            if (body.Length + read > limit)
            {
                return false;
            }

            body.Write(piece, 0, read);
        }

        body.Position = 0;
        request.Body = body;
        request.Headers.TransferEncoding = default;
        request.ContentLength = body.Length;
        return true;
    }
}
