using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Bench;

/// <summary>What a gateway's first request is forwarded to.</summary>
internal static class ColdUpstream
{
    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture)));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync("ok"));
        await app.RunAsync();
        return 0;
    }
}
