using ToskaMesh.Gateway;

await GatewayApplication.Create(args).RunAsync();
