using ToskaMesh.Samples.Hosting;
using ToskaMesh.Samples.Orders;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<OrderBook>();
builder.Services.AddMeshMembership(builder.Configuration, new MeshService("orders") { Version = "1.0.0", Tags = ["sample", "http"], Open = true });

var app = builder.Build();
var instance = app.Services.GetRequiredService<MeshSettings>().IdFor("orders");
app.UseWebSockets();
app.MapGet("/", () => new { service = "orders", instance, paths = "/orders /orders/1 /whoami /clock /echo".Split(' ') });
app.MapGet("/whoami", (HttpContext context) => new { instance, headers = context.Request.Headers.Keys.Order() });
app.MapGet("/orders", (OrderBook book) => book.All);
app.MapGet("/orders/{id:int}", (int id, OrderBook book) => book.Find(id) is { } order ? Results.Ok(order) : Results.NotFound());
app.MapPost("/orders", (NewOrder order, OrderBook book) =>
{
    var added = book.Add(order);
    return TypedResults.Created($"orders/{added.Id}", added);
});
app.MapGet("/clock", (TimeProvider time, CancellationToken cancellationToken) =>
    TypedResults.ServerSentEvents(Clock.TicksAsync(instance, time, cancellationToken)));
app.Map("/echo", Echo.RunAsync);
app.MapHealthChecks("/health");
app.Run();
