using ToskaMesh.Samples.Greeter;
using ToskaMesh.Samples.Hosting;

// --instances 20 are twenty of them in one process, each with its own port, registration and configuration.
var count = new ConfigurationBuilder().AddCommandLine(args).Build().GetValue("instances", 1);
if (count == 1)
{
    await Create([]).RunAsync();
    return;
}

// In one process they have one process id, and each needs an id and a port of its own.
var fleet = Enumerable.Range(1, count).Select(number => Create([$"--Mesh:InstanceId=greeter-{number}", "--urls=http://127.0.0.1:0"])).ToList();
await Task.WhenAll(fleet.Select(app => app.RunAsync()));

WebApplication Create(string[] own)
{
    var builder = WebApplication.CreateBuilder([.. args, .. own]);
    builder.Services.AddSingleton<Greetings>();
    builder.Services.AddHealthChecks().AddCheck<Greetings>("greetings");
    builder.Services.AddMeshMembership(builder.Configuration, new MeshService("greeter") { Version = "1.0.0", Tags = ["sample", "http"] });
    builder.Services.AddMeshConfiguration<Greetings>();

    var app = builder.Build();
    var instance = app.Services.GetRequiredService<MeshSettings>().IdFor("greeter");
    app.MapGet("/", (Greetings greetings, TimeProvider time, CancellationToken cancellationToken) => greetings.GreetAsync(instance, time, cancellationToken));
    app.MapHealthChecks("/health");
    return app;
}
