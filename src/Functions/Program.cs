using Microsoft.Extensions.Hosting;
using ToskaMesh.Functions;
using ToskaMesh.Functions.Profile;

if (args is ["migrate", ..])
{
    return await MigrateCommand.RunAsync(args[1..]);
}

await ControlPlane.CreateBuilder(args).Build().RunAsync();
return 0;
