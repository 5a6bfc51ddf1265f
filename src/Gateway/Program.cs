using ToskaMesh.Gateway;
using ToskaMesh.Gateway.Readiness;

// A container without a shell asks the gateway itself.
if (args is ["health", ..])
{
    return await HealthCommand.RunAsync(args[1..]);
}

await GatewayApplication.Create(args).RunAsync();
return 0;
