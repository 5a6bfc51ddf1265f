using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Cli.Tests.Client;

/// <summary>A server that answers as a test says and remembers what it was asked.</summary>
internal sealed class StubMesh : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubMesh(WebApplication app) => _app = app;

    public ConcurrentQueue<StubRequest> Requests { get; } = new();

    public string Url => _app.Urls.Single();

    public static async Task<StubMesh> StartAsync(Func<StubRequest, IResult> answer)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var stub = new StubMesh(app);
        app.Run(async context =>
        {
            var request = await StubRequest.ReadAsync(context.Request);
            stub.Requests.Enqueue(request);
            await answer(request).ExecuteAsync(context);
        });
        await app.StartAsync();
        return stub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
