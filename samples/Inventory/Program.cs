using ToskaMesh.Samples.Hosting;
using ToskaMesh.Samples.Inventory;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Warehouse>();
builder.Services.AddHealthChecks().AddCheck<Warehouse>("warehouse");
builder.Services.AddMeshMembership(
    builder.Configuration, new MeshService("inventory") { Version = "1.0.0", Tags = ["sample", "http"], HealthPath = "/health" });

var app = builder.Build();
var instance = app.Services.GetRequiredService<MeshSettings>().IdFor("inventory");
app.MapGet("/", () => new { service = "inventory", instance });
app.MapGet("/stock", (Warehouse warehouse) => warehouse.Read());
app.MapHealthChecks("/health");
app.Run();
